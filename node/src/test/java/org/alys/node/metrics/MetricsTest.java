package org.alys.node.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.alys.actor.ActorPath;
import org.alys.actor.DeadLetter;
import org.alys.actor.Terminated;
import org.alys.actor.health.HealthState;
import org.alys.actor.supervision.Decision;
import org.alys.actor.supervision.Failure;
import org.alys.node.http.Health;
import org.alys.node.http.ScriptedNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsTest {
    private final PrometheusRegistry registry = new PrometheusRegistry();

    private String scraped() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.create().write(out, registry.scrape());
        return out.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chain_actor_blocks_produced_total counter",
                "chain_actor_slot_timing_seconds histogram",
                "chain_actor_message_processing_duration_seconds histogram",
                "chain_actor_engine_operations_total counter",
                "chain_actor_storage_operations_total counter",
                "chain_actor_network_broadcasts_total counter",
                "chain_actor_peg_operations_total counter",
                "chain_actor_health_score gauge",
                "chain_actor_supervision_restarts_total counter",
                "chain_actor_performance_violations_total counter",
                "chain_actor_timing_violations_total counter",
                "restart_attempts_total counter"
            })
    void hasEveryMetricOfTheCatalogue(String metric) throws IOException {
        new NodeMetrics(registry);
        registry.register(new HealthMetrics(() -> new Health.Actors(100, List.of())));
        ActorMetrics actors = new ActorMetrics(registry);
        actors.failed(
                ActorPath.of("chain"), new Failure.Panic(new IllegalStateException("x")), new Decision.Immediate());
        assertThat(scraped()).contains("# TYPE " + metric + "\n");
    }

    @Test
    void countsWhatItIsTold() throws IOException {
        NodeMetrics metrics = new NodeMetrics(registry);
        metrics.blockProduced(NodeMetrics.Result.SUCCESS);
        metrics.engineOperation(NodeMetrics.Result.FAILURE);
        metrics.broadcast(NodeMetrics.Broadcast.VOTE);
        metrics.broadcast(NodeMetrics.Broadcast.VOTE);
        metrics.pegOperation(NodeMetrics.PegOperation.PEG_IN_MINTED);
        metrics.submission(NodeMetrics.Submission.REJECTED);
        metrics.proposedAfter(Duration.ofMillis(100));
        metrics.blockImported(NodeMetrics.Result.SUCCESS, Duration.ofMillis(3));
        assertThat(scraped())
                .contains(
                        "chain_actor_blocks_produced_total{result=\"success\"} 1.0",
                        "chain_actor_blocks_produced_total{result=\"failure\"} 0.0",
                        "chain_actor_engine_operations_total{result=\"failure\"} 1.0",
                        "chain_actor_network_broadcasts_total{kind=\"vote\"} 2.0",
                        "chain_actor_peg_operations_total{operation=\"peg_in_minted\"} 1.0",
                        "alys_mining_submissions_total{result=\"rejected\"} 1.0",
                        "chain_actor_slot_timing_seconds_bucket{le=\"0.064\"} 0",
                        "chain_actor_slot_timing_seconds_bucket{le=\"0.128\"} 1",
                        "alys_block_import_duration_seconds_count 1");
    }

    @Test
    void refusesARegistryThatHasThemAlready() {
        new NodeMetrics(registry);
        assertThatThrownBy(() -> new NodeMetrics(registry)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void showsWhatPeersAreWorthToTheSync() throws IOException {
        registry.register(new SyncPeerMetrics(() -> List.of(ScriptedNode.asked())));
        assertThat(scraped()).contains("alys_sync_peer_score{peer=\"12D3KooWexample\"} 0.8125");
    }

    @Test
    void watchesActorsByTheirNameBelowTheSupervisor() throws IOException {
        ActorMetrics actors = new ActorMetrics(registry);
        ActorPath chain = ActorPath.of("chain-domain").child("chain");
        actors.handled(chain, 1_000_000, 2_000_000);
        actors.handled(chain.child("worker-17"), 1_000_000, 2_000_000);
        actors.handled(ActorPath.of("bridge"), 1_000_000, 2_000_000);
        actors.mailboxDepth(ActorPath.of("bridge"), 12);
        actors.restarted(ActorPath.of("chain"), 1);
        actors.restarted(ActorPath.of("bridge"), 1);
        actors.stopped(new Terminated(ActorPath.of("bridge"), Optional.empty()));
        actors.deadLetter(new DeadLetter(
                ActorPath.of("bridge"), "x", 1, Optional.empty(), DeadLetter.Reason.MAILBOX_FULL, Instant.EPOCH));
        assertThat(scraped())
                .contains(
                        "alys_actor_messages_processed_total{actor=\"chain\"} 2.0",
                        "alys_actor_messages_processed_total{actor=\"bridge\"} 1.0",
                        "chain_actor_message_processing_duration_seconds_count 2",
                        "alys_actor_mailbox_size{actor=\"bridge\"} 12.0",
                        "chain_actor_supervision_restarts_total 1.0",
                        "alys_actor_stopped_total{actor=\"bridge\"} 1.0",
                        "alys_actor_dead_letters_total{reason=\"mailbox_full\"} 1.0")
                .doesNotContain("worker", "domain");
    }

    @Test
    void countsFailuresThatARestartAnswers() throws IOException {
        ActorMetrics actors = new ActorMetrics(registry);
        Failure failure = new Failure.Panic(new IllegalStateException("x"));
        actors.failed(ActorPath.of("chain"), failure, new Decision.Immediate());
        actors.failed(ActorPath.of("chain"), failure, new Decision.Delayed(Duration.ofSeconds(1)));
        actors.failed(ActorPath.of("chain"), failure, new Decision.Abandon(failure));
        assertThat(scraped())
                .contains(
                        "restart_attempts_total{actor=\"chain\"} 2.0",
                        "alys_actor_messages_failed_total{actor=\"chain\"} 3.0");
    }

    @Test
    void showsHowTheActorsAre() throws IOException {
        registry.register(new HealthMetrics(() -> new Health.Actors(
                75,
                List.of(
                        new Health.Actor("bridge", HealthState.RECOVERING, 2, false),
                        new Health.Actor("chain", HealthState.HEALTHY, 0, false)))));
        assertThat(scraped())
                .contains(
                        "chain_actor_health_score 75.0",
                        "alys_actor_health{actor=\"bridge\"} 0.5",
                        "alys_actor_health{actor=\"chain\"} 1.0",
                        "alys_actor_restarts_total{actor=\"bridge\"} 2.0");
    }

    @Test
    void capsTheNumberOfActorLabels() throws IOException {
        ActorMetrics actors = new ActorMetrics(registry);
        for (int i = 0; i < 1000; i++) {
            actors.handled(ActorPath.of("a" + i), 1, 1);
        }
        assertThat(scraped().lines().filter(line -> line.startsWith("alys_actor_messages_processed_total")))
                .hasSize(33)
                .anyMatch(line -> line.equals("alys_actor_messages_processed_total{actor=\"other\"} 968.0"));
    }

    @Test
    void showsTheSidechainAsItIsAtTheScrape() throws IOException {
        registry.register(new SidechainMetrics(new ScriptedNode()::sidechain));
        assertThat(scraped())
                .contains(
                        "alys_chain_status_available 1.0",
                        "alys_chain_block_height 42.0",
                        "alys_blocks_without_pow 6.0",
                        "alys_bitcoin_height 210.0",
                        "alys_execution_connected 0.0",
                        "alys_peg_held_sats 70000.0")
                .doesNotContain("alys_execution_height");
    }

    @Test
    void showsNoOldNumbersWhenTheNodeCannotTell() throws IOException {
        registry.register(new SidechainMetrics(() -> {
            throw new IllegalStateException("no answer");
        }));
        assertThat(scraped()).contains("alys_chain_status_available 0.0").doesNotContain("alys_chain_block_height");
    }
}
