package org.alys.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.alys.primitives.Bytes32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** SIGKILL at any moment loses nothing that was final and never makes the member sign two things. */
@Timeout(400)
class KillNodeTest {
    private static final int ROUNDS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(100);

    @TempDir
    Path directory = Path.of("");

    private final SignedRoots signed = new SignedRoots();
    private long finalHeight;
    private String finalRoot = "";

    @Test
    void keepsFinalBlocksAndNeverSignsTwiceWhenKilledAtRandomMoments() throws IOException, InterruptedException {
        long seed = Long.getLong("alys.seed", System.nanoTime());
        System.out.println("kill moments: -Dalys.seed=" + seed);
        Random random = new Random(seed);
        try (Peers peers = new Peers()) {
            NodeSite site = NodeSite.in(directory.resolve("site")).configure(peers.bitcoind(directory), "");
            peers.ethereumjs(site);
            for (int round = 1; round <= ROUNDS; round++) {
                Duration life = Duration.ofMillis(random.nextLong(300, 3500));
                long before = finalHeight;
                liveAndDie(site, life);
                System.out.println("round " + round + " killed after " + life.toMillis() + " ms, final " + before
                        + " -> " + finalHeight);
            }
            assertThat(signed.size()).as("signatures seen in the store").isGreaterThan(ROUNDS / 2);
            try (NodeProcess node = site.startAndServe(PATIENCE)) {
                keptWhatWasFinal(node);
                awaitFinalAbove(finalHeight, node);
            }
        }
    }

    private void liveAndDie(NodeSite site, Duration life) throws IOException, InterruptedException {
        try (NodeProcess node = site.startAndServe(PATIENCE)) {
            long end = System.nanoTime() + life.toNanos();
            keptWhatWasFinal(node);
            JsonNode info = node.call("getsidechaininfo").path("result");
            Bytes32 genesisRoot = Bytes32.fromHex(info.path("genesisRoot").asText());
            while (System.nanoTime() < end) {
                observe(node);
                Duration rest = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
                assertThat(node.endsWithin(rest.compareTo(LOOK) < 0 ? rest : LOOK))
                        .as(() -> "the node ended by itself: " + node.output())
                        .isFalse();
            }
            node.kill();
            signed.add(site.signing(), directory, genesisRoot);
        }
    }

    private void keptWhatWasFinal(NodeProcess node) throws IOException, InterruptedException {
        if (finalHeight == 0) {
            return;
        }
        JsonNode head = node.call("getsidechaininfo").path("result").path("head");
        assertThat(head.path("height").asLong())
                .as(() -> "head after the restart; " + node.output())
                .isGreaterThanOrEqualTo(finalHeight);
        JsonNode block = node.post("{\"method\":\"getblockbyheight\",\"params\":[" + finalHeight + "],\"id\":1}");
        assertThat(block.path("result").path("root").asText())
                .as("the root of block %d, which was final before the kill", finalHeight)
                .isEqualTo(finalRoot);
    }

    /** A slow answer is no failure here: the node is asked again. */
    private void observe(NodeProcess node) throws InterruptedException {
        Optional<JsonNode> info = node.tryCall("getsidechaininfo");
        info.map(found -> found.path("federationFinal"))
                .filter(point -> point.path("height").asLong() > finalHeight)
                .ifPresent(point -> {
                    finalHeight = point.path("height").asLong();
                    finalRoot = point.path("root").asText();
                });
    }

    private void awaitFinalAbove(long height, NodeProcess node) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (finalHeight <= height) {
            observe(node);
            assertThat(node.endsWithin(LOOK)).as(node::output).isFalse();
            assertThat(System.nanoTime())
                    .as(() -> "no block after the last restart: " + node.output())
                    .isLessThan(deadline);
        }
    }
}
