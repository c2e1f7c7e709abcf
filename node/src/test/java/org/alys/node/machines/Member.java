package org.alys.node.machines;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.alys.node.cli.Alys;
import org.jspecify.annotations.Nullable;

/** A member of the federation on its machine: a directory, a Bitcoin node and the node. */
final class Member {
    private static final long SECONDS_TO_STOP = 30;

    private final ObjectMapper mapper = new ObjectMapper();
    private final Machine machine;
    private final String address;
    private final Path directory;
    private @Nullable Process node;

    Member(Machine machine, String address, Path directory) {
        this.machine = machine;
        this.address = address;
        this.directory = directory;
    }

    Machine machine() {
        return machine;
    }

    String address() {
        return address;
    }

    Path directory() {
        return directory;
    }

    Path cookie() {
        return directory.resolve("bitcoin/regtest/.cookie");
    }

    /** A regtest node on the usual ports, which are free: the machine is new. */
    void startBitcoin(Path program) throws IOException {
        Path data = Files.createDirectories(directory.resolve("bitcoin"));
        machine.start(
                directory.resolve("bitcoin.log"),
                List.of(
                        program.toString(),
                        "-regtest",
                        "-server",
                        "-datadir=" + data,
                        "-listen=0",
                        "-connect=0",
                        "-dnsseed=0",
                        "-fixedseeds=0",
                        "-dbcache=16",
                        "-zmqpubhashblock=tcp://127.0.0.1:28332",
                        "-printtoconsole=0"));
    }

    void start() throws IOException {
        node = machine.start(
                log(),
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Alys.class.getName(),
                        "node",
                        "--config",
                        directory.resolve("alys.conf").toString()));
    }

    /** SIGTERM, as the service gets it. */
    void tellToStop() {
        Objects.requireNonNull(node).destroy();
    }

    /** Returns when the node that was told to stop has ended, in order. */
    void awaitStopped() throws InterruptedException {
        Process process = Objects.requireNonNull(node);
        assertThat(process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS))
                .as(() -> machine.name() + " stops: " + output())
                .isTrue();
        assertThat(process.exitValue())
                .as(() -> machine.name() + ": " + output())
                .isZero();
    }

    /** Height of the last final block; -1 when the node does not answer. */
    long height() throws IOException, InterruptedException {
        return ask("getsidechaininfo", "")
                .path("federationFinal")
                .path("height")
                .asLong(-1);
    }

    JsonNode block(long height) throws IOException, InterruptedException {
        JsonNode block = ask("getblockbyheight", Long.toString(height));
        assertThat(block.isObject())
                .as("block %d of %s", height, machine.name())
                .isTrue();
        return block;
    }

    private JsonNode ask(String method, String parameters) throws IOException, InterruptedException {
        assertThat(Objects.requireNonNull(node).isAlive())
                .as(() -> machine.name() + " runs: " + output())
                .isTrue();
        String request = "{\"id\": 1, \"method\": \"%s\", \"params\": [%s]}".formatted(method, parameters);
        Machine.Ended answer =
                machine.call("curl", "--silent", "--max-time", "10", "--data", request, "http://127.0.0.1:3000/");
        return answer.status() == 0 ? mapper.readTree(answer.output()).path("result") : mapper.missingNode();
    }

    String output() {
        try {
            return Files.readString(log());
        } catch (IOException e) {
            return "(" + log() + " cannot be read: " + e + ")";
        }
    }

    private Path log() {
        return directory.resolve("node.log");
    }
}
