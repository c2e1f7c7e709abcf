package org.alys.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvmCommandTest {
    /** Returns 1 + 2. */
    private static final String SUM = "600160020160005260206000f3";

    private static final String CASE = """
            {"sum": {
              "env": {"currentCoinbase": "0x2adc25665018aa1fe0e6bc666dac8fc2697ff9ba", "currentGasLimit": "0x989680",
                "currentNumber": "0x01", "currentTimestamp": "0x03e8", "currentBaseFee": "0x0a", "currentRandom": "0x00"},
              "pre": {"0xa94f5374fce5edbc8e2a8697c15331677e6ebf0b": {
                "balance": "0x0de0b6b3a7640000", "code": "0x", "nonce": "0x00", "storage": {}}},
              "transaction": {"data": ["0x"], "gasLimit": ["0x5208"], "gasPrice": "0x0a", "nonce": "0x00", "value": ["0x01"],
                "to": "0x0000000000000000000000000000000000000abc", "sender": "0xa94f5374fce5edbc8e2a8697c15331677e6ebf0b"},
              "post": {"Cancun": [{"hash": "0x01", "logs": "0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347",
                "indexes": {"data": 0, "gas": 0, "value": 0}}]}}}
            """;

    @Test
    void runsCode() {
        Run run = Run.of("evm", "run", "--code", SUM);
        assertThat(run.out()).isEqualTo("success, gas 24, output 0x" + "0".repeat(63) + "3\n");
        assertThat(run.status()).isZero();
    }

    @Test
    void tracesInTheFormOfEip3155() {
        Run run = Run.of("evm", "run", "--code", "6001", "--gas", "5", "--trace");
        assertThat(run.out().lines())
                .containsExactly(
                        "{\"pc\":0,\"op\":96,\"gas\":\"0x5\",\"gasCost\":\"0x3\",\"memSize\":0,\"stack\":[],\"depth\":1,"
                                + "\"refund\":0,\"opName\":\"PUSH1\"}",
                        "{\"pc\":2,\"op\":0,\"gas\":\"0x2\",\"gasCost\":\"0x0\",\"memSize\":0,\"stack\":[\"0x1\"],"
                                + "\"depth\":1,\"refund\":0,\"opName\":\"STOP\"}",
                        "{\"output\":\"\",\"gasUsed\":\"0x3\"}");
    }

    @Test
    void failsWithTheCode() {
        Run run = Run.of("evm", "run", "--code", "fe", "--gas", "7");
        assertThat(run.out()).isEqualTo("invalid opcode, gas 7, output 0x\n");
        assertThat(run.status()).isEqualTo(1);
    }

    @Test
    void refusesWhatIsNoCode() {
        assertThat(Run.of("evm", "run", "--code", "xyz").status()).isEqualTo(2);
        assertThat(Run.of("evm", "statetest", "no-such-file.json").status()).isEqualTo(2);
    }

    @Test
    void saysWhatIsWrongWithAStateTest(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("sum.json"), CASE);
        Run run = Run.of("evm", "statetest", file.toString());
        assertThat(run.out())
                .startsWith(
                        "{\"name\":\"sum[data 0, gas 0, value 0]\",\"fork\":\"CANCUN\",\"pass\":false,\"stateRoot\":\"0x")
                .contains("\"error\":\"state root 0x");
        assertThat(run.status()).isEqualTo(1);
    }
}
