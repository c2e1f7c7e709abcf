package org.alys.bitcoin.regtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.alys.bitcoin.rpc.RpcCredentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The node as a process that is killed while it writes. */
@Timeout(120)
class KillTest {
    private static final String ADDRESS = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080";

    @TempDir
    Path directory = Path.of("");

    private Process launch() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RegtestCommand.class.getName(),
                        directory.toString(),
                        "0")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        return process;
    }

    private RawRpc connect(Process process) throws IOException {
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        String line = lines.readLine();
        assertThat(line).as("the first line").contains("http://127.0.0.1:");
        int start = line.indexOf("http://");
        String url = line.substring(start, line.indexOf(',', start));
        Path cookie = directory.resolve("regtest").resolve(".cookie");
        return new RawRpc(URI.create(url), new RpcCredentials.CookieFile(cookie));
    }

    @Test
    void hasAfterAKillWhatItAnsweredBefore() throws Exception {
        int acknowledged = 0;
        for (int round = 1; round <= 3; round++) {
            Process process = launch();
            try (RawRpc rpc = connect(process)) {
                assertThat(rpc.call("getblockcount").asInt()).isGreaterThanOrEqualTo(acknowledged);
                for (int i = 0; i < 5; i++) {
                    rpc.call("generatetoaddress", 2, ADDRESS);
                }
                acknowledged = rpc.call("getblockcount").asInt();
                Thread.startVirtualThread(() -> process.destroyForcibly());
                writeUntilItDies(rpc);
            } finally {
                process.destroyForcibly().onExit().get(30, TimeUnit.SECONDS);
            }
        }
        assertThat(acknowledged).isGreaterThanOrEqualTo(30);
    }

    private static void writeUntilItDies(RawRpc rpc) {
        try {
            while (true) {
                JsonNode answer = rpc.call("generatetoaddress", 1, ADDRESS);
                assertThat(answer.isArray()).as(answer::toString).isTrue();
            }
        } catch (AssertionError dead) {
            assertThat(dead).hasMessageContaining("no answer");
        }
    }
}
