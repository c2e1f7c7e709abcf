package org.alys.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.alys.bitcoin.regtest.EmbeddedBitcoin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node that is told to stop does so in order, and says by its exit status that nothing went wrong. */
@Timeout(600)
class StopNodeTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofMillis(100);

    @TempDir
    Path directory = Path.of("");

    @Test
    void endsWithStatusZeroOnSigtermAndGoesOnFromItsDatabase() throws IOException, InterruptedException {
        try (EmbeddedBitcoin bitcoin = EmbeddedBitcoin.start(
                EmbeddedBitcoin.Settings.in(directory.resolve("bitcoin")).withPassword("u", "p"))) {
            stopsAndGoesOn(bitcoin);
        }
    }

    private void stopsAndGoesOn(EmbeddedBitcoin bitcoin) throws IOException, InterruptedException {
        NodeSite site = NodeSite.in(directory);
        site.configure(bitcoin.url().getPort(), """
                execution.client = embedded
                execution.jwtSecretFile = null
                execution.rpc.port = %d
                """.formatted(site.ethPort()));
        long height;
        try (NodeProcess node = site.startAndServe(PATIENCE)) {
            height = awaitFinal(node, 3);
            assertThat(node.page("/health").path("actors"))
                    .extracting(actor -> actor.path("name").asText())
                    .contains("bridge", "chain", "engine", "storage");
            assertThat(node.page("/livez").path("status").asText()).isEqualTo("alive");
            assertThat(sync(node, "pausesync").path("phase").asText()).isEqualTo("paused");
            node.terminate();
            assertThat(node.endsWithin(LIMIT)).as(node::output).isTrue();
            assertThat(node.exitStatus()).as(node::output).isZero();
            assertThat(node.output()).contains("SYS005 stopped in").doesNotContain("not in order", "WARN  SYS005");
        }
        try (NodeProcess again = site.startAndServe(PATIENCE)) {
            JsonNode head = again.result("getsidechaininfo").path("head");
            assertThat(head.path("height").asLong()).as(again::output).isGreaterThanOrEqualTo(height);
            String reason = sync(again, "getsyncstatus").path("waitsFor").asText();
            assertThat(reason).startsWith("SYN007 An operator paused the sync since ");
            assertThat(again.output()).as("its log").contains(reason);
            sync(again, "resumesync");
            assertThat(awaitFinal(again, height + 1)).isGreaterThan(height);
        }
    }

    private static JsonNode sync(NodeProcess node, String method) throws IOException, InterruptedException {
        return node.result(method);
    }

    private static long awaitFinal(NodeProcess node, long height) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long found = 0;
        while (found < height) {
            assertThat(node.endsWithin(LOOK)).as(node::output).isFalse();
            assertThat(System.nanoTime()).as(node::output).isLessThan(deadline);
            found = node.result("getsidechaininfo")
                    .path("federationFinal")
                    .path("height")
                    .asLong();
        }
        return found;
    }
}
