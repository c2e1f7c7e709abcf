package org.alys.actor.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.alys.actor.ActorOptions;
import org.alys.actor.ActorRef;
import org.alys.actor.ActorSystem;
import org.alys.actor.Priority;
import org.alys.actor.Reply;
import org.alys.actor.supervision.OperationalFailure;
import org.alys.actor.testkit.ManualTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Checks of the user's own whose futures do not end by themselves. */
@Timeout(60)
class EndlessCheckTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofHours(1);

    private final ManualTime time = new ManualTime();
    private final ActorSystem system =
            ActorSystem.named("test").time(time).scheduler(time).build();
    private final List<CompletableFuture<HealthScore>> asked = new CopyOnWriteArrayList<>();
    private final List<String> acts = new CopyOnWriteArrayList<>();

    private final HealthMonitor.Actions noted = new HealthMonitor.Actions() {
        @Override
        public void recover(ActorRef<?> actor, OperationalFailure.HealthCheckFailed cause) {
            acts.add("recover");
        }

        @Override
        public void escalate(ActorRef<?> actor, OperationalFailure.HealthCheckFailed cause) {
            acts.add("escalate");
        }
    };

    @AfterEach
    void stop() {
        system.close();
    }

    private CompletableFuture<HealthScore> endless() {
        CompletableFuture<HealthScore> question = new CompletableFuture<>();
        asked.add(question);
        return question;
    }

    private ActorRef<HealthMessage> monitor(HealthCheck<String> check, HealthThresholds thresholds) {
        ActorRef<String> patient = system.spawn("patient", () -> (message, context) -> {}, ActorOptions.DEFAULTS);
        Monitored<String> monitored =
                new Monitored<>("patient", patient, check, Priority.CRITICAL, false, Optional.empty());
        ActorRef<HealthMessage> monitor = system.spawn(
                "health", () -> new HealthMonitor(thresholds, noted, List.of(monitored)), ActorOptions.DEFAULTS);
        system.start();
        return monitor;
    }

    private static HealthRecord health(ActorRef<HealthMessage> monitor) {
        HealthReport.Entry entry =
                monitor.ask(HealthMessage.GetReport::new, PATIENCE).actors().get("patient");
        assertThat(entry).isNotNull();
        return entry.health();
    }

    @Test
    void failTheCheckWhenItsTimeIsOver() {
        ActorRef<HealthMessage> monitor = monitor((actor, timeout) -> endless(), new HealthThresholds(2, 1, SECOND, 0));
        assertThat(health(monitor).state()).isEqualTo(HealthState.UNKNOWN);

        time.advance(SECOND.minusNanos(1));
        assertThat(health(monitor).state()).isEqualTo(HealthState.UNKNOWN);
        time.advance(Duration.ofNanos(1));
        assertThat(health(monitor).state()).isEqualTo(HealthState.DEGRADED);
        time.advance(SECOND.multipliedBy(4));
        assertThat(health(monitor).state()).isEqualTo(HealthState.DEGRADED);
        time.advance(SECOND);

        assertThat(health(monitor).state()).isEqualTo(HealthState.UNHEALTHY);
        assertThat(acts).containsExactly("escalate");
    }

    @Test
    void doNotPileUp() {
        ActorRef<HealthMessage> monitor =
                monitor((actor, timeout) -> endless(), new HealthThresholds(1000, 1, SECOND, 0));
        health(monitor);
        int pending = time.pending();
        for (int round = 0; round < 20; round++) {
            time.advance(SECOND.multipliedBy(5));
            health(monitor);
        }

        assertThat(asked).hasSize(21);
        assertThat(asked.subList(0, 20)).allMatch(CompletableFuture::isDone);
        assertThat(time.pending()).isEqualTo(pending);
    }

    @Test
    void areGivenUpWithTheActorThatIsForgotten() {
        ActorRef<HealthMessage> monitor = monitor((actor, timeout) -> endless(), new HealthThresholds(3, 1, SECOND, 0));
        health(monitor);
        CompletableFuture<BatchResult> batch =
                monitor.askAsync((Reply<BatchResult> reply) -> new HealthMessage.CheckBatch(Set.of(), reply), PATIENCE);

        monitor.tell(new HealthMessage.Unwatch("patient"));

        assertThat(batch.join().well()).containsEntry("patient", false);
        assertThat(asked).hasSize(1).allMatch(CompletableFuture::isDone);
    }

    @Test
    void mayHaveMoreTimeThanTheMonitorGives() {
        List<Duration> given = new ArrayList<>();
        HealthCheck<String> check = (actor, timeout) -> {
            given.add(timeout);
            return endless();
        };
        ActorRef<HealthMessage> monitor =
                monitor(check.within(SECOND.multipliedBy(3)), new HealthThresholds(1, 1, SECOND, 0));
        health(monitor);

        time.advance(SECOND.multipliedBy(2));
        asked.getFirst().complete(HealthScore.FULL);

        assertThat(health(monitor).state()).isEqualTo(HealthState.HEALTHY);
        assertThat(given).containsExactly(SECOND.multipliedBy(3));
    }
}
