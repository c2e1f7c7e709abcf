package org.alys.actor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.alys.actor.supervision.OperationalFailure;
import org.alys.actor.supervision.RestartStrategy;
import org.alys.actor.testkit.Simulation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An actor is over when its background work is. In virtual time. */
@Timeout(60)
class BackgroundEndTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static ActorOptions options(ExecutionMode mode) {
        return ActorOptions.DEFAULTS
                .withRestart(new RestartStrategy.Immediate())
                .withMode(mode);
    }

    /** Work that is told to end {@code times} times before it obeys, after half a second. */
    private static Probe.Run deaf(Simulation simulation, int times, List<String> log) {
        return new Probe.Run(context -> context.background(
                () -> {
                    for (int told = 0; told < times; told++) {
                        try {
                            simulation.sleep(Duration.ofDays(1));
                        } catch (InterruptedException notYet) {
                            log.add("told to end");
                        }
                    }
                    simulation.sleep(SECOND.dividedBy(2));
                    log.add("work over");
                    return 1;
                },
                Probe.Remember::new));
    }

    private interface Story<T> {
        T tell(ActorSystem system, ActorRef<Probe.Message> actor, Simulation simulation, List<String> log)
                throws InterruptedException;
    }

    private static <T> T play(ExecutionMode mode, Story<T> story) {
        return Simulation.run(1, simulation -> {
            try (ActorSystem system = simulation.system("test").build()) {
                system.start();
                ActorRef<Probe.Message> actor = system.spawn("actor", Probe::new, options(mode));
                return story.tell(system, actor, simulation, new ArrayList<>());
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void anActorIsOverWhenItsBackgroundWorkIs(ExecutionMode mode) {
        List<String> order = play(mode, (system, actor, simulation, log) -> {
            actor.tell(deaf(simulation, 1, log));
            simulation.sleep(SECOND);
            simulation.await(system.stop(actor).thenRun(() -> log.add("over at " + simulation.now())));
            return log;
        });

        assertThat(order)
                .containsExactly("told to end", "work over", "over at " + Instant.parse("2026-01-01T00:00:01.5Z"));
    }

    @ParameterizedTest
    @EnumSource
    void aShutdownThatLosesPatienceInterruptsTheWorkOnceMoreAndSaysSo(ExecutionMode mode) {
        StopReport report = play(mode, (system, actor, simulation, log) -> {
            actor.tell(deaf(simulation, 2, log));
            simulation.sleep(SECOND);
            StopReport stopped = system.stop(SECOND.multipliedBy(10));
            assertThat(log).containsExactly("told to end", "told to end", "work over");
            return stopped;
        });

        assertThat(report.interrupted()).containsExactly(ActorPath.of("actor"));
        assertThat(report.unresponsive()).isEmpty();
    }

    @Test
    void whatNeverEndsIsReportedAsUnresponsiveAndItsActorNeverAsOver() {
        StopReport report = play(ExecutionMode.DIRECT, (system, actor, simulation, log) -> {
            actor.tell(deaf(simulation, 5, log));
            simulation.sleep(SECOND);
            StopReport stopped = system.stop(SECOND.multipliedBy(10));
            assertThat(actor.state()).isEqualTo(LifecycleState.STOPPING);
            assertThat(log).doesNotContain("work over");
            // It must end after all for the simulation to end.
            simulation.sleep(Duration.ofDays(10));
            assertThat(actor.state()).isEqualTo(LifecycleState.STOPPED);
            return stopped;
        });

        assertThat(report.unresponsive()).containsExactly(ActorPath.of("actor"));
    }

    @Test
    void aRestartDoesNotWaitButTheEndDoes() {
        List<String> order = play(ExecutionMode.DIRECT, (system, actor, simulation, log) -> {
            actor.tell(deaf(simulation, 1, log));
            simulation.sleep(SECOND);
            system.restart(actor, new OperationalFailure.RestartRequested("test"), false);
            assertThat(actor.<List<Integer>>ask(Probe.Recall::new, Duration.ofMillis(1)))
                    .isEmpty();
            log.add("restarted");
            simulation.await(system.stop(actor));
            log.add("over");
            return log;
        });

        assertThat(order).containsExactly("told to end", "restarted", "work over", "over");
    }

    @Test
    void whatTheLastHookBeginsIsEndedToo() {
        List<String> order = play(ExecutionMode.DIRECT, (system, actor, simulation, log) -> {
            ActorRef<Probe.Message> late = system.spawn(
                    "late",
                    () -> new Actor<>() {
                        @Override
                        public void receive(Probe.Message message, ActorContext<Probe.Message> context) {}

                        @Override
                        public void stopping(ActorContext<Probe.Message> context) throws Exception {
                            deaf(simulation, 1, log).code().run(context);
                        }
                    },
                    options(ExecutionMode.DIRECT));
            simulation.sleep(SECOND);
            simulation.await(system.stop(late));
            log.add("over");
            return log;
        });

        assertThat(order).endsWith("work over", "over");
    }
}
