package org.alys.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.alys.actor.health.HealthHistory;
import org.alys.actor.supervision.Decision;
import org.alys.actor.supervision.Failure;
import org.alys.actor.supervision.Guidance;
import org.alys.actor.supervision.OperationalFailure;
import org.alys.actor.supervision.PatientRestarts;
import org.alys.actor.testkit.Simulation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What users bring along does not harm the runtime: broken observers, deaf handlers, endless durations. */
@Timeout(60)
class ForeignCodeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration FOR_EVER = ChronoUnit.FOREVER.getDuration();

    /** Fails at every step of a life. */
    private static final class Broken implements ActorObserver {
        @Override
        public void started(ActorPath actor) {
            throw new AssertionError("started");
        }

        @Override
        public void failed(ActorPath actor, Failure failure, Decision decision) {
            throw new AssertionError("failed");
        }

        @Override
        public void handled(ActorPath actor, long queuedNanos, long handlingNanos) {
            throw new AssertionError("handled");
        }

        @Override
        public void stopped(Terminated terminated) {
            throw new AssertionError("stopped");
        }
    }

    private static ActorFactory<Reply<String>> echo() {
        return () -> (reply, context) -> reply.success(context.path().name());
    }

    @Test
    void anObserverThatThrowsErrorsHarmsNoActor() {
        ActorSystem system = ActorSystem.named("test").observer(new Broken()).build();
        ActorRef<Reply<String>> actor = system.spawn("actor", echo(), ActorOptions.DEFAULTS);
        system.start();

        assertThat(actor.<String>ask(reply -> reply, PATIENCE)).isEqualTo("actor");
        system.restart(actor, new OperationalFailure.RestartRequested("try it"), false);
        assertThat(actor.<String>ask(reply -> reply, PATIENCE)).isEqualTo("actor");
        assertThat(system.stop(PATIENCE).graceful()).isTrue();
        assertThat(system.failure()).isEmpty();
    }

    @Test
    void anAskEndsAtItsDeadlineThoughTheSystemHasGivenTheActorUp() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch letGo = new CountDownLatch(1);
        ActorSystem system = ActorSystem.named("test").build();
        ActorRef<Reply<String>> deaf = system.spawn(
                "deaf",
                () -> (reply, context) -> {
                    begun.countDown();
                    while (catchThrowable(letGo::await) != null) {
                        Thread.onSpinWait();
                    }
                },
                ActorOptions.DEFAULTS);
        system.start();
        // More than the two seconds in which the system interrupts it.
        CompletableFuture<String> answer = deaf.askAsync(reply -> reply, Duration.ofSeconds(3));
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();

        assertThat(system.stop(Duration.ofMillis(1)).unresponsive()).containsExactly(deaf.path());

        assertThatThrownBy(() -> answer.get(20, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(AskException.class);
        letGo.countDown();
    }

    /** Waits for ever if it must, and sets a timer for the end of time. */
    private static final class Patient implements Actor<Reply<String>> {
        private final ActorRef<Reply<String>> other;

        Patient(ActorRef<Reply<String>> other) {
            this.other = other;
        }

        @Override
        public void receive(Reply<String> reply, ActorContext<Reply<String>> context) {
            context.timers().single("end of time", FOR_EVER, reply);
            context.timers().periodic("every age", FOR_EVER, reply);
            reply.success(other.<String>ask(question -> question, FOR_EVER));
        }
    }

    @Test
    void durationsMayBeEndless() throws Exception {
        try (ActorSystem system = ActorSystem.named("test").build()) {
            waitPatiently(system);
        }
        Simulation.run(1, simulation -> {
            try (ActorSystem system = simulation.system("test").build()) {
                simulation.sleep(Duration.ofMinutes(1));
                waitPatiently(system);
            }
            return true;
        });
    }

    private static void waitPatiently(ActorSystem system) throws InterruptedException {
        ActorRef<Reply<String>> other = system.spawn("other", echo(), ActorOptions.DEFAULTS);
        ActorRef<Reply<String>> patient = system.spawn("patient", () -> new Patient(other), ActorOptions.DEFAULTS);
        system.start();
        CompletableFuture<String> answer = patient.askAsync(reply -> reply, FOR_EVER);

        assertThat(system.await(answer, FOR_EVER)).isTrue();
        assertThat(answer).isCompletedWithValue("other");
        assertThat(system.stop(FOR_EVER).graceful()).isTrue();
    }

    @Test
    void windowsMayBeEndless() {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        HealthHistory history = new HealthHistory(
                List.of(
                        new HealthHistory.Sample(now.minusSeconds(7200), 100, Map.of(), 0),
                        new HealthHistory.Sample(now.minusSeconds(3600), 50, Map.of(), 0)),
                List.of());
        PatientRestarts patient =
                new PatientRestarts(() -> true, Duration.ofSeconds(1), FOR_EVER, actor -> false, Guidance.NONE);

        assertThat(history.trend(FOR_EVER, now).samples()).isEqualTo(2);
        assertThat(history.trend(Duration.ofHours(1), now).samples()).isEqualTo(1);
        assertThat(patient.hold("/actor", now, now)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void anActorThatIsOverKeepsNoSignals() {
        try (ActorSystem system = ActorSystem.named("test").build()) {
            ActorRef<Reply<String>> actor = system.spawn("actor", echo(), ActorOptions.DEFAULTS);
            system.start();
            system.stop(actor).join();

            system.restart(actor, new OperationalFailure.RestartRequested("too late"), true);
            system.pause(actor);
            assertThat(system.stop(actor)).isCompleted();

            assertThat(ActorCell.of(actor).mailbox().signalsWait()).isFalse();
        }
    }
}
