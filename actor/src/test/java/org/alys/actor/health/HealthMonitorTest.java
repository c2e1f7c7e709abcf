package org.alys.actor.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.alys.actor.ActorContext;
import org.alys.actor.ActorOptions;
import org.alys.actor.ActorRef;
import org.alys.actor.ActorSystem;
import org.alys.actor.Priority;
import org.alys.actor.Reply;
import org.alys.actor.supervision.OperationalFailure;

class HealthMonitorTest {
    private static final HealthThresholds STANDARD = HealthThresholds.STANDARD;

    sealed interface Message {}

    record Ping(Reply<Boolean> reply) implements Message {}

    record Block(CountDownLatch begun) implements Message {}

    record Work(CountDownLatch done) implements Message {}

    @Example
    void becomesUnhealthyAtTheThresholdAndHealthyAgainAfterTwoSuccesses() {
        HealthRecord once = HealthRecord.UNKNOWN.succeeded(STANDARD).failed(STANDARD);
        HealthRecord thrice = once.failed(STANDARD).failed(STANDARD);

        assertThat(once.state()).isEqualTo(HealthState.DEGRADED);
        assertThat(thrice.state()).isEqualTo(HealthState.UNHEALTHY);
        assertThat(thrice.recovering().succeeded(STANDARD).state()).isEqualTo(HealthState.RECOVERING);
        assertThat(thrice.recovering().succeeded(STANDARD).succeeded(STANDARD).state())
                .isEqualTo(HealthState.HEALTHY);
    }

    @Property
    void isUnhealthyAfterThreeFailuresAndHealthyAfterTwoSuccessesWhateverCameBefore(
            @ForAll @Size(max = 30) List<@IntRange(max = 2) Integer> before) {
        HealthRecord health = HealthRecord.UNKNOWN;
        for (int step : before) {
            health = switch (step) {
                case 0 -> health.failed(STANDARD);
                case 1 -> health.succeeded(STANDARD);
                default -> health.recovering();
            };
        }

        assertThat(health.failed(STANDARD).failed(STANDARD).failed(STANDARD).state())
                .isEqualTo(HealthState.UNHEALTHY);
        assertThat(health.succeeded(STANDARD).succeeded(STANDARD).state()).isEqualTo(HealthState.HEALTHY);
    }

    @Example
    void halvesTheScoreForACriticalActorAndCountsTheFederation() {
        HealthRecord well = HealthRecord.UNKNOWN.succeeded(STANDARD);
        HealthReport report = new HealthReport(Map.of(
                "a", new HealthReport.Entry(well, Priority.NORMAL, true),
                "b", new HealthReport.Entry(well, Priority.NORMAL, true),
                "c", new HealthReport.Entry(well, Priority.NORMAL, true),
                "d", new HealthReport.Entry(well.failed(STANDARD), Priority.CRITICAL, true)));

        assertThat(report.score()).isEqualTo((300 + 50) / 4.0 / 2);
        assertThat(report.consensusReady(3)).isTrue();
        assertThat(report.consensusReady(4)).isFalse();
    }

    @Example
    void seesAnActorThatIsStuckAndRecoversItWithItsMailbox() throws InterruptedException {
        try (ActorSystem system = ActorSystem.named("test").build()) {
            ActorRef<Message> stuck = system.spawn("stuck", () -> HealthMonitorTest::handle, ActorOptions.DEFAULTS);
            HealthThresholds quick = new HealthThresholds(1, 1, Duration.ofMillis(200), 3);
            HealthMonitor.Actions actions = new HealthMonitor.Actions() {
                @Override
                public void recover(ActorRef<?> actor, OperationalFailure.HealthCheckFailed cause) {
                    system.restart(actor, cause, true);
                }

                @Override
                public void escalate(ActorRef<?> actor, OperationalFailure.HealthCheckFailed cause) {
                    throw new IllegalStateException(cause.describe());
                }
            };
            Monitored<Message> monitored = new Monitored<>("stuck", stuck, Ping::new, Priority.CRITICAL, false);
            system.start();
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch done = new CountDownLatch(1);
            stuck.tell(new Block(begun));
            stuck.tell(new Work(done));
            assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();

            system.spawn("health", () -> new HealthMonitor(quick, actions, List.of(monitored)), ActorOptions.DEFAULTS);

            assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static void handle(Message message, ActorContext<Message> context) throws InterruptedException {
        switch (message) {
            case Ping(Reply<Boolean> reply) -> reply.success(true);
            case Block(CountDownLatch begun) -> {
                begun.countDown();
                new CountDownLatch(1).await();
            }
            case Work(CountDownLatch done) -> done.countDown();
        }
    }
}
