package org.alys.engine.genesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.alys.evm.payload.Fork;
import org.alys.primitives.Bytes;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Hashes;
import org.alys.primitives.Hex;
import org.alys.primitives.Sats;
import org.alys.primitives.rlp.Rlp;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExecutionGenesisTest {

    @ParameterizedTest
    @CsvSource({"SHANGHAI, 1, 0", "CANCUN, 2, 1", "PRAGUE, 5, 2", "OSAKA, 5, 3"})
    void hasTheForksAndTheirContracts(Fork fork, int accounts, int blobSchedules) throws IOException {
        JsonNode genesis = new ObjectMapper().readTree(ExecutionGenesis.json(parameters(fork)));
        JsonNode config = genesis.get("config");
        assertThat(config.has("shanghaiTime")).isTrue();
        assertThat(config.has("cancunTime")).isEqualTo(fork.includes(Fork.CANCUN));
        assertThat(config.has("pragueTime")).isEqualTo(fork.includes(Fork.PRAGUE));
        assertThat(config.has("osakaTime")).isEqualTo(fork.includes(Fork.OSAKA));
        assertThat(config.path("blobSchedule").size()).isEqualTo(blobSchedules);
        assertThat(config.findValuesAsText("max")).allMatch("0"::equals);
        assertThat(genesis.get("alloc")).hasSize(accounts);
        assertThat(genesis.get("alloc").findValuesAsText("balance")).allMatch("0x0"::equals);
        assertThat(genesis.get("timestamp").textValue()).isEqualTo("0x6553f100");
    }

    @Test
    void bridgeCarriesTheMinimumInItsCode() {
        BridgeContract bridge = BridgeContract.load();
        Bytes code = bridge.runtimeCode(new Sats(0xabcdef));
        assertThat(code.toHex()).contains("00".repeat(29) + "abcdef");
        assertThat(code.toHex().split("00abcdef", -1)).hasSize(3);
        assertThat(bridge.runtimeCode(new Sats(1))).isNotEqualTo(bridge.runtimeCode(new Sats(2)));
    }

    /**
     * The deployment transactions of the EIPs have made-up signatures, so each contract's address depends on its code: the
     * signer recovered from the transaction is its creator. A wrong byte of code would give another address. EIP-7251 is
     * proven by the transaction of its draft of 2025, which deployed the same code at another address.
     */
    @ParameterizedTest
    @CsvSource({
        "0, 60618060095f395ff3, 1b9b6eb1f0, 0x000F3df6D732807Ef1319fB7B8bB8522d0Beac02",
        "1, 60538060095f395ff3, aa12693182426612186309f02cfe8a80a0000, 0x0000F90827F1C53a10cb7A02335B175320002935",
        "2, INHIBIT6101f880602d5f395ff3, 5feeb084551e4e03a3581e269bc2ea2f8d0008, 0x00000961Ef480Eb55e80D19ad83579A64c007002",
        "3, INHIBIT61019e80602d5f395ff3, 332601ef36aa2ce9, 0x00431F263cE400f4455c2dCf564e53007Ca4bbBb"
    })
    void systemContractsAreThoseOfTheEips(int index, String constructor, String s, String address) {
        SystemContract contract = SystemContract.of(Fork.PRAGUE).get(index);
        String prefix = constructor.replace("INHIBIT", "7f" + "ff".repeat(32) + "5f55");
        assertThat(contract.inhibited()).isEqualTo(constructor.startsWith("INHIBIT"));
        byte[] unsigned = Rlp.list(
                Rlp.number(0),
                Rlp.number(0xe8d4a51000L),
                Rlp.number(0x3d090),
                Rlp.number(0),
                Rlp.number(0),
                Rlp.string(Hex.decode(prefix + contract.code().toHex())));
        EvmAddress creator = recover(Hashes.keccak256(unsigned), new BigInteger(s, 16));
        byte[] created = Hashes.keccak256(Rlp.list(Rlp.string(creator.toArray()), Rlp.number(0)));
        assertThat(EvmAddress.of(Arrays.copyOfRange(created, 12, 32))).isEqualTo(EvmAddress.fromHex(address));
    }

    @Test
    void refusesImpossibleParameters() {
        assertThatThrownBy(() -> new GenesisParameters(0, Fork.PRAGUE, 1, new Sats(1), Bytes.EMPTY))
                .hasMessageContaining("chainId");
        assertThatThrownBy(() -> new GenesisParameters(1, Fork.PRAGUE, 0, new Sats(1), Bytes.EMPTY))
                .hasMessageContaining("genesisTime");
        assertThatThrownBy(() -> new GenesisParameters(1, Fork.PRAGUE, 1, Sats.ZERO, Bytes.EMPTY))
                .hasMessageContaining("minimum");
        assertThatThrownBy(() -> new GenesisParameters(1, Fork.PRAGUE, 1, new Sats(1), Bytes.of(new byte[33])))
                .hasMessageContaining("extraData");
    }

    @Test
    void artifactIsWhatTheSourceCompilesTo(@TempDir Path directory) throws Exception {
        Path root = Path.of(System.getProperty("alys.root", "."));
        String named = System.getenv("ALYS_WALLET");
        Path wallet = named != null ? Path.of(named) : root.resolve(".alys/wallet");
        if (!Files.isDirectory(wallet.resolve("node_modules/solc"))) {
            String message = "no solc in " + wallet + "; run scripts/fetch-wallet or set ALYS_WALLET";
            if ("true".equals(System.getenv("CI"))) {
                fail(message);
            }
            abort(message);
        }
        Path fresh = directory.resolve("Bridge.json");
        Path log = directory.resolve("log");
        Process compiler = new ProcessBuilder(
                        root.resolve("scripts/compile-contracts").toString(), fresh.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(compiler.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(compiler.exitValue()).as(Files.readString(log)).isZero();
        try (InputStream kept = BridgeContract.class.getResourceAsStream("Bridge.json")) {
            assertThat(Files.readAllBytes(fresh))
                    .isEqualTo(Objects.requireNonNull(kept).readAllBytes());
        }
    }

    private static GenesisParameters parameters(Fork fork) {
        return new GenesisParameters(121212, fork, 1_700_000_000, new Sats(10_000), Bytes.fromHex("616c7973"));
    }

    /** The signer of a transaction with v = 27 and r = 0x539: Q = (sR - zG) / r. */
    private static EvmAddress recover(byte[] hash, BigInteger s) {
        X9ECParameters curve = SECNamedCurves.getByName("secp256k1");
        BigInteger r = BigInteger.valueOf(0x539);
        byte[] encoded = new byte[33];
        encoded[0] = 2;
        System.arraycopy(BigIntegers.asUnsignedByteArray(32, r), 0, encoded, 1, 32);
        ECPoint point = curve.getCurve().decodePoint(encoded);
        ECPoint key = point.multiply(s)
                .subtract(curve.getG().multiply(new BigInteger(1, hash)))
                .multiply(r.modInverse(curve.getN()))
                .normalize();
        byte[] digest = Hashes.keccak256(Arrays.copyOfRange(key.getEncoded(false), 1, 65));
        return EvmAddress.of(Arrays.copyOfRange(digest, 12, 32));
    }
}
