package org.alys.evm.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.alys.evm.chain.GenesisFile;
import org.alys.evm.chain.TestExecution;
import org.alys.primitives.Bytes32;
import org.junit.jupiter.api.Test;

/** {@code eth_config} on a chain that goes from Prague to Osaka at its third block. */
class ConfigMethodTest {
    private static final String GENESIS = """
        {"config": {"chainId": 7, "shanghaiTime": 0, "cancunTime": 0, "pragueTime": 0, "osakaTime": 21,
          "depositContractAddress": "0x00000000000000000000000000000000000000dd",
          "blobSchedule": {"prague": {"target": 0, "max": 0, "baseFeeUpdateFraction": 5007716}}},
         "timestamp": "0x10", "gasLimit": "0x1c9c380", "difficulty": "0x0", "alloc": {}}
        """;

    @Test
    void tellsTheRulesNowAndNext() {
        try (TestRpc rpc = new TestRpc(GenesisFile.parse(GENESIS), RpcLimits.STANDARD)) {
            JsonNode before = rpc.result("eth_config", "[]");
            assertThat(before.path("last")).isEqualTo(before.path("next"));
            JsonNode prague = before.path("current");
            assertThat(prague.path("activationTime").asLong()).isZero();
            assertThat(prague.path("chainId").asText()).isEqualTo("0x7");
            assertThat(prague.path("precompiles")).hasSize(17);
            assertThat(prague.path("precompiles").path("BLS12_MAP_FP2_TO_G2").asText())
                    .isEqualTo("0x0000000000000000000000000000000000000011");
            assertThat(prague.path("systemContracts").fieldNames())
                    .toIterable()
                    .containsExactly(
                            "BEACON_ROOTS_ADDRESS",
                            "CONSOLIDATION_REQUEST_PREDEPLOY_ADDRESS",
                            "DEPOSIT_CONTRACT_ADDRESS",
                            "HISTORY_STORAGE_ADDRESS",
                            "WITHDRAWAL_REQUEST_PREDEPLOY_ADDRESS");
            JsonNode osaka = before.path("next");
            assertThat(osaka.path("activationTime").asLong()).isEqualTo(21);
            assertThat(osaka.path("precompiles").path("P256VERIFY").asText())
                    .isEqualTo("0x0000000000000000000000000000000000000100");
            assertThat(osaka.path("blobSchedule")).isEqualTo(prague.path("blobSchedule"));
            assertThat(osaka.path("forkId")).isNotEqualTo(prague.path("forkId"));

            for (int i = 0; i < 3; i++) {
                rpc.extend(2, TestExecution.FEE_RECIPIENT);
            }
            JsonNode after = rpc.result("eth_config", "[]");
            assertThat(after.path("current")).isEqualTo(osaka);
            assertThat(after.path("next").isNull()).isTrue();
            assertThat(after.path("last").isNull()).isTrue();
        }
    }

    /** The identifiers of the test network Hoodi, as its clients have them. */
    @Test
    void hashesForksAsOthersDo() {
        Bytes32 hoodi = Bytes32.fromHex("bbe312868b376a3001692a646dd2d7d1e4406380dfd86b98aa8a34d1557c971b");
        assertThat(ConfigMethod.forkHash(hoodi, List.of())).isEqualTo("0xbef71d30");
        assertThat(ConfigMethod.forkHash(hoodi, List.of(1_742_999_832L))).isEqualTo("0x0929e24e");
        assertThat(ConfigMethod.forkHash(hoodi, List.of(1_742_999_832L, 1_761_677_592L)))
                .isEqualTo("0xe7e0e7ff");
    }
}
