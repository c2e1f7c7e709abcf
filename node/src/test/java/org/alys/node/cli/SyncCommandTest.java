package org.alys.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.alys.node.http.ApiServer;
import org.alys.node.http.HttpSettings;
import org.alys.node.http.ScriptedNode;
import org.alys.node.http.SidechainView;
import org.alys.node.http.SyncAnswer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SyncCommandTest {
    private final ScriptedNode node = new ScriptedNode();
    private final ApiServer server = ApiServer.start(
            HttpSettings.of("127.0.0.1", 0, Optional.empty()), node, node, node, node, new PrometheusRegistry());
    private final String url = "http://127.0.0.1:" + server.port();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void showsHowFarTheSyncIs() {
        Run run = Run.of("sync", "status", "--url", url);
        assertThat(run.status()).isZero();
        assertThat(run.out()).isEqualTo("synced, 41 of 41 blocks (100.0 %)\n");
    }

    @Test
    void pausesAndSaysWhatThatMeans() {
        node.syncAnswer = new SyncAnswer.Obeyed(new SidechainView.Sync(
                "paused", 6, "not_synced", 40, 80, 0.5, 0, OptionalLong.empty(), false, Optional.of("SYN007 paused")));
        Run run = Run.of("sync", "pause", "--url", url);
        assertThat(run.status()).isZero();
        assertThat(run.out()).isEqualTo("paused, 40 of 80 blocks (50.0 %)\nSYN007 paused\n");
        assertThat(node.seen).containsKey("pauseSync");
    }

    @Test
    void resumesForEverOrToAHeight() {
        assertThat(Run.of("sync", "resume", "--url", url).status()).isZero();
        assertThat(node.seen).containsEntry("resumeSync", OptionalLong.empty());
        assertThat(Run.of("sync", "resume", "--until", "5000", "--url", url).status())
                .isZero();
        assertThat(node.seen).containsEntry("resumeSync", OptionalLong.of(5000));
    }

    @Test
    void aHeightThatIsPassedIsRefusedByTheNode() {
        node.syncAnswer = new SyncAnswer.Refused("SYN008 block 5 is passed already");
        Run run = Run.of("sync", "resume", "--until", "5", "--url", url);
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("SYN008 block 5 is passed already");
    }

    @Test
    void showsWhomBlocksAreAskedOfAndWhy() {
        assertThat(Run.of("sync", "peers", "--url", url).out()).isEqualTo("no peer is connected\n");
        node.syncPeers = List.of(ScriptedNode.asked());
        Run run = Run.of("sync", "peers", "--url", url);
        assertThat(run.status()).isZero();
        assertThat(run.out().lines())
                .containsExactly(
                        "score  latency  reliability  bandwidth  membership  usefulness  reputation  final block  standing     peer",
                        "         x 0.3       x 0.25      x 0.2       x 0.1       x 0.1      x 0.05",
                        "0.813    0.875        0.000      0.000       1.000       0.000       0.000           41  asked        member 1 12D3KooWexample");
    }

    @Test
    void aHeightThatIsNoneIsRefusedByTheNode() {
        Run run = Run.of("sync", "resume", "--until", "0", "--url", url);
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("CLI011", "SYN008");
    }

    @Test
    void printsACheckpointThatAConfigurationTakes() {
        Run run = Run.of("sync", "checkpoint", "--url", url);
        assertThat(run.status()).isZero();
        assertThat(run.out()).matches("sync\\.checkpoint = \"0x[0-9a-f]{64}@[1-9][0-9]*\"\n");
    }

    @Test
    void wantsAnOrder() {
        assertThat(Run.of("sync").status()).isEqualTo(2);
    }
}
