package org.alys.node.dev;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.alys.bitcoin.rpc.RpcCredentials;
import org.alys.node.cli.Alys;

/** A local network of processes with a miner beside it, watched through the HTTP ports of its nodes. */
final class RunningTestnet implements AutoCloseable {
    static final Duration LOOK = Duration.ofMillis(300);
    /** A few slots: with a threshold of members there would be blocks. */
    static final Duration STANDSTILL = Duration.ofSeconds(7);

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String FEE_ACCOUNT = "0xb95f6c71c3a5d6f7e3f4a57ed1b3b0f5e8e5a001";

    private final ObjectMapper mapper = new ObjectMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Path directory;
    private final LocalTestnet testnet;
    private Optional<ChildProcess> miner = Optional.empty();

    private RunningTestnet(Path directory, LocalTestnet testnet) {
        this.directory = directory;
        this.testnet = testnet;
    }

    static RunningTestnet start(Path directory, int members, int fullNodes) throws IOException, InterruptedException {
        TestnetOptions options = new TestnetOptions(directory, members, fullNodes, Alys.class.getName());
        return new RunningTestnet(directory, LocalTestnet.start(options, line -> {}));
    }

    LocalTestnet testnet() {
        return testnet;
    }

    void kill(int... nodes) {
        IntStream.of(nodes).forEach(testnet::kill);
    }

    void restart(int... nodes) throws IOException {
        for (int node : nodes) {
            testnet.restart(node);
        }
    }

    /** Starts {@code alys miner}, which asks {@code node} for work. */
    void startMiner(int node) throws IOException {
        RpcCredentials.CookieFile cookie =
                (RpcCredentials.CookieFile) testnet.bitcoin().credentials();
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Alys.class.getName(),
                "miner",
                "--node",
                testnet.nodes().get(node).url().toString(),
                "--bitcoin",
                testnet.bitcoin().uri().toString(),
                "--cookie",
                cookie.path().toString(),
                "--address",
                FEE_ACCOUNT,
                "--interval",
                "2");
        miner = Optional.of(ChildProcess.start("miner", directory.resolve("miner"), command, Duration.ofSeconds(5)));
    }

    void killMiner() {
        miner.ifPresent(ChildProcess::kill);
    }

    /** Height of the head, when the node answers. */
    OptionalLong height(int node) throws InterruptedException {
        JsonNode height = info(node).path("head").path("height");
        return height.isNumber() ? OptionalLong.of(height.asLong()) : OptionalLong.empty();
    }

    /** The answer to {@code getsidechaininfo}, missing when the node does not serve. */
    JsonNode info(int node) throws InterruptedException {
        return ask(node, "getsidechaininfo");
    }

    /** Whom {@code node} saw sign what no honest member signs. */
    JsonNode evidence(int node) throws InterruptedException {
        JsonNode evidence = ask(node, "getevidence").path("evidence");
        assertThat(evidence.isArray()).as("evidence of node %d", node).isTrue();
        return evidence;
    }

    JsonNode block(int node, long height) throws InterruptedException {
        JsonNode block = ask(node, "getblockbyheight", height);
        assertThat(block.isObject()).as("block %d of node %d", height, node).isTrue();
        return block;
    }

    private JsonNode ask(int node, String method, long... params) throws InterruptedException {
        ObjectNode request = mapper.createObjectNode().put("id", 1).put("method", method);
        var array = request.putArray("params");
        for (long param : params) {
            array.add(param);
        }
        HttpRequest post = HttpRequest.newBuilder(testnet.nodes().get(node).url())
                .timeout(Duration.ofSeconds(30))
                .POST(HttpRequest.BodyPublishers.ofString(request.toString()))
                .build();
        try {
            return mapper.readTree(http.send(post, HttpResponse.BodyHandlers.ofString())
                            .body())
                    .path("result");
        } catch (IOException notServing) {
            return mapper.missingNode();
        }
    }

    void awaitHeight(int node, long height) throws InterruptedException {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (height(node).orElse(-1) < height) {
            assertThat(System.nanoTime())
                    .as(() -> testnet.nodes().get(node).name() + " does not reach " + height + lastWords())
                    .isLessThan(giveUp);
            pass(LOOK);
        }
    }

    private String lastWords() {
        return IntStream.range(0, testnet.nodes().size())
                .mapToObj(node -> "\n" + testnet.nodes().get(node).name() + ":\n" + testnet.lastWords(node))
                .collect(Collectors.joining());
    }

    void awaitHeightEverywhere(long height) throws InterruptedException {
        for (int node = 0; node < testnet.nodes().size(); node++) {
            awaitHeight(node, height);
        }
    }

    /** The height at which {@code node} stands still. What was under way when votes became too few may still come. */
    long standstill(int node) throws InterruptedException {
        pass(STANDSTILL);
        long height = height(node).orElseThrow();
        pass(STANDSTILL);
        assertThat(height(node)).as("node %d stands still", node).hasValue(height);
        return height;
    }

    void await(BooleanSupplier reached, String what) throws InterruptedException {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (!reached.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(giveUp);
            pass(LOOK);
        }
    }

    /** All nodes have the same block at each of these heights. */
    void agreeUpTo(long height) throws InterruptedException {
        for (long at = 1; at <= height; at++) {
            String root = block(0, at).path("root").asText();
            for (int node = 1; node < testnet.nodes().size(); node++) {
                assertThat(block(node, at).path("root").asText())
                        .as("block %d of node %d", at, node)
                        .isEqualTo(root);
            }
        }
    }

    /** Lets time pass for other processes, which no latch of this one can tell about. */
    static void pass(Duration time) throws InterruptedException {
        assertThat(new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS))
                .isFalse();
    }

    @Override
    public void close() {
        miner.ifPresent(ChildProcess::close);
        testnet.close();
        http.shutdownNow();
    }
}
