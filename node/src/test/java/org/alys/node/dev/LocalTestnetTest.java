package org.alys.node.dev;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.alys.node.cli.Alys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three members and one node that follows, each a process, over sockets. */
class LocalTestnetTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(300);
    /** A few slots: with a threshold of members there would be blocks. */
    private static final Duration STANDSTILL = Duration.ofSeconds(7);

    private final ObjectMapper mapper = new ObjectMapper();

    @TempDir
    private Path directory;

    @Test
    void goesOnWithoutOneStopsWithoutTwoAndGoesOnWhenOneReturns() throws IOException, InterruptedException {
        TestnetOptions options = new TestnetOptions(directory, 3, 1, Alys.class.getName());
        try (LocalTestnet testnet = LocalTestnet.start(options, line -> {});
                HttpClient http = HttpClient.newHttpClient()) {
            awaitHeight(http, testnet, 0, 1);
            awaitHeight(http, testnet, 3, 1);
            testnet.kill(2);
            long withoutOne = height(http, testnet, 0).orElseThrow();
            awaitHeight(http, testnet, 0, withoutOne + 2);
            testnet.kill(1);
            pass(LOOK);
            long alone = height(http, testnet, 0).orElseThrow();
            pass(STANDSTILL);
            // What was under way when the second one died may still have come.
            assertThat(height(http, testnet, 0).orElseThrow()).isLessThanOrEqualTo(alone + 1);
            testnet.restart(1);
            awaitHeight(http, testnet, 0, alone + 3);
            awaitHeight(http, testnet, 1, alone + 3);
            testnet.restart(2);
            awaitHeight(http, testnet, 2, alone + 3);
            awaitHeight(http, testnet, 3, alone + 3);
        }
    }

    private void awaitHeight(HttpClient http, LocalTestnet testnet, int node, long height) throws InterruptedException {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (height(http, testnet, node).orElse(-1) < height) {
            assertThat(System.nanoTime())
                    .as(() -> testnet.nodes().get(node).name() + " does not reach " + height + ": "
                            + testnet.lastWords(node))
                    .isLessThan(giveUp);
            pass(LOOK);
        }
    }

    /** Height of the head, when the node answers. */
    private OptionalLong height(HttpClient http, LocalTestnet testnet, int node) throws InterruptedException {
        URI uri = testnet.nodes().get(node).url();
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(10))
                .POST(HttpRequest.BodyPublishers.ofString("{\"method\":\"getsidechaininfo\",\"params\":[],\"id\":1}"))
                .build();
        try {
            JsonNode answer = mapper.readTree(
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body());
            JsonNode height = answer.path("result").path("head").path("height");
            return height.isNumber() ? OptionalLong.of(height.asLong()) : OptionalLong.empty();
        } catch (IOException notServing) {
            return OptionalLong.empty();
        }
    }

    /** Lets time pass for other processes, which no latch of this one can tell about. */
    private static void pass(Duration time) throws InterruptedException {
        assertThat(new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS))
                .isFalse();
    }
}
