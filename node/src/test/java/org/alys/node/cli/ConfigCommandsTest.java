package org.alys.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.alys.chain.spec.ChainSpec;
import org.alys.chain.spec.Presets;
import org.alys.node.config.ConfigLoader;
import org.alys.node.config.ConfigResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCommandsTest {
    private static final String DEVELOPMENT = """
            preset = development
            execution { client = engine-api, jwtSecretFile = jwt.hex }
            bitcoin.cookieFile = cookie
            """;

    @TempDir
    Path directory = Path.of("");

    private String file(String name, String text) throws IOException {
        Files.writeString(directory.resolve("jwt.hex"), "0123456789abcdef".repeat(4));
        return Files.writeString(directory.resolve(name), text).toString();
    }

    @Test
    void saysThatAConfigurationIsGood() throws IOException {
        Run run = Run.of("validate-config", file("a.conf", DEVELOPMENT));
        assertThat(run.status()).isZero();
        assertThat(run.out())
                .startsWith("ok\n")
                .contains("federation 2 of 3, this node follows", "http       127.0.0.1:3000, without password");
        assertThat(run.err()).contains("warning: CFG102");
    }

    @Test
    void printsEveryProblemAndEndsWithStatus2() throws IOException {
        Run run = Run.of("validate-config", file("a.conf", DEVELOPMENT + "http.port = 99999\nnonsense = 1\n"));
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .contains("CFG004 ", "a.conf:4: http.port", "CFG002 ", "a.conf:5: nonsense")
                .endsWith("cannot be used: 2 problems\n")
                .doesNotContain("Exception", "\tat ");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void saysThatTheFileIsMissing() {
        Run run = Run.of("validate-config", "/none.conf");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).startsWith("CFG001 /none.conf: cannot be read: there is no such file\n");
    }

    @Test
    void printsTheChainSpecWithItsRoot() throws IOException {
        Run run = Run.of("genesis", "--config", file("a.conf", "preset = development"));
        assertThat(run.status()).isZero();
        assertThat(run.out())
                .startsWith("# spec root " + spec().specRoot() + "\n")
                .contains("\"chainId\" : 121212");
    }

    @Test
    void writesAChainSpecFileThatIsTheSameChain() throws IOException {
        String out = directory.resolve("chain.json").toString();
        Run run = Run.of("genesis", "--config", file("a.conf", "preset = development"), "--out", out);
        assertThat(run.out()).contains(spec().specRoot().toString());
        Path other = Path.of(file("b.conf", "preset = testnet\nchainSpecFile = chain.json"));
        assertThat(new ConfigLoader(other, Map.of()).loadChain())
                .isInstanceOf(ConfigResult.Loaded.class)
                .extracting("config")
                .isEqualTo(spec());
    }

    @Test
    void printsTheExecutionClientsGenesisBoundToTheChain() throws IOException {
        Run run = Run.of("genesis", "--config", file("a.conf", "preset = development"), "--execution");
        assertThat(run.status()).isZero();
        assertThat(run.out())
                .startsWith("{")
                .contains(
                        "\"chainId\" : 121212",
                        "\"extraData\" : \"" + spec().specRoot().toHex0x() + "\"",
                        "\"pragueTime\" : 0");
    }

    @Test
    void saysWhereItCannotWrite() throws IOException {
        Run run = Run.of(
                "genesis", "--config", file("a.conf", "preset = development"), "--out", directory + "/none/x.json");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("alys: CLI003 cannot write");
    }

    private static ChainSpec spec() {
        return Presets.development(1_767_225_600);
    }
}
