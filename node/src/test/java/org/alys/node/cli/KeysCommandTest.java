package org.alys.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import org.alys.chain.bls.Bls;
import org.alys.chain.bls.BlsPublicKey;
import org.alys.chain.bls.BlsSignature;
import org.alys.node.config.ConfigLoader;
import org.alys.node.config.ConfigResult;
import org.alys.node.config.SecretFile;
import org.alys.primitives.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysCommandTest {
    @TempDir
    Path directory = Path.of("");

    private Path member() {
        return directory.resolve("member");
    }

    @Test
    void makesSecretsForTheirOwnerAlone() throws IOException {
        assertThat(Run.of("keys", "new", "--dir", member().toString()).status()).isZero();
        try (Stream<Path> files = Files.list(member())) {
            assertThat(files)
                    .hasSize(4)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(member())))
                .isEqualTo("rwx------");
    }

    @Test
    void printsOnlyThePublicSide() throws IOException {
        Run run = Run.of("keys", "new", "--dir", member().toString());
        for (String name : new String[] {"bls.secret", "bitcoin.secret", "node.secret", "evm.secret"}) {
            assertThat(run.out() + run.err())
                    .doesNotContain(SecretFile.read(member().resolve(name)).toHex());
        }
    }

    @Test
    void printsAProofOfPossessionThatHolds() {
        Config printed = ConfigFactory.parseString(
                        Run.of("keys", "new", "--dir", member().toString()).out())
                .resolve()
                .getConfigList("chain.federation")
                .getFirst();
        BlsPublicKey key = BlsPublicKey.parse(Bytes.fromHex(printed.getString("blsPublicKey")))
                .orElseThrow();
        BlsSignature proof = new BlsSignature(Bytes.fromHex(printed.getString("proofOfPossession")));
        assertThat(Bls.verifyPossession(key, proof)).isTrue();
    }

    @Test
    void printsWhatAConfigurationTakesAsItIs() throws IOException {
        Path file = directory.resolve("a.conf");
        Files.writeString(directory.resolve("jwt.hex"), "0123456789abcdef".repeat(4));
        Files.writeString(
                file, """
                preset = development
                execution { client = engine-api, jwtSecretFile = jwt.hex }
                bitcoin.cookieFile = cookie
                chain.threshold = 1
                """ + Run.of("keys", "new", "--dir", member().toString()).out());
        assertThat(new ConfigLoader(file, Map.of()).load())
                .isInstanceOf(ConfigResult.Loaded.class)
                .extracting("config.member")
                .asString()
                .contains("index=0");
    }

    @Test
    void neverOverwritesASecret() throws IOException {
        Run.of("keys", "new", "--dir", member().toString());
        byte[] before = Files.readAllBytes(member().resolve("bls.secret"));
        Run again = Run.of("keys", "new", "--dir", member().toString());
        assertThat(again.status()).isEqualTo(1);
        assertThat(again.err()).startsWith("alys: CLI004 ").contains("never overwritten");
        assertThat(Files.readAllBytes(member().resolve("bls.secret"))).isEqualTo(before);
    }

    @Test
    void writesNothingWhenOneOfTheFilesIsThere() throws IOException {
        Files.createDirectories(member());
        Files.writeString(member().resolve("bitcoin.secret"), "mine");
        assertThat(Run.of("keys", "new", "--dir", member().toString()).status()).isEqualTo(1);
        assertThat(member().resolve("bls.secret")).doesNotExist();
    }

    @Test
    void showsTheSameAgain() {
        Run made = Run.of("keys", "new", "--dir", member().toString());
        assertThat(Run.of("keys", "show", "--dir", member().toString()).out()).isEqualTo(made.out());
    }

    @Test
    void sendsFeesWhereItIsTold() {
        String account = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";
        Run run = Run.of("keys", "new", "--dir", member().toString(), "--fee-address", account);
        assertThat(run.out()).contains("feeAddress = \"" + account + "\"");
        assertThat(member().resolve("evm.secret")).doesNotExist();
    }

    @Test
    void refusesAMistypedAccount() {
        Run run = Run.of("keys", "new", "--dir", member().toString(), "--fee-address", "0x12");
        assertThat(run.status()).isEqualTo(2);
        assertThat(member()).doesNotExist();
    }

    @Test
    void saysWhichSecretIsMissing() {
        Run run = Run.of("keys", "show", "--dir", member().toString());
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).startsWith("alys: CLI003 ").contains("bls.secret");
    }
}
