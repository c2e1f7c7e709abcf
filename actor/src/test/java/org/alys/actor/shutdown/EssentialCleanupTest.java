package org.alys.actor.shutdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.alys.actor.ActorOptions;
import org.alys.actor.ActorRef;
import org.alys.actor.ActorSystem;
import org.alys.actor.Priority;
import org.alys.actor.testkit.Simulation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** However a shutdown ends, what must be done at the end is done, and in its place. In virtual time. */
@Timeout(60)
class EssentialCleanupTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofHours(1);
    private static final ShutdownLimits LIMITS =
            new ShutdownLimits(Duration.ofMinutes(1), SECOND, SECOND, Duration.ofSeconds(3), 3, Duration.ofMillis(100));

    private final List<String> done = new ArrayList<>();

    private ShutdownStep step(Simulation simulation, String name, boolean essential, Duration takes) {
        return new ShutdownStep(name, Priority.NORMAL, essential, () -> {
            simulation.sleep(takes);
            done.add(name);
        });
    }

    private ShutdownStep close(Simulation simulation) {
        return step(simulation, "close", true, SECOND);
    }

    private static ShutdownCoordinator coordinator(
            ActorSystem system,
            Map<String, ActorRef<?>> actors,
            List<ShutdownStep> preparations,
            List<ShutdownStep> cleanups,
            Consumer<ShutdownProgress> progress) {
        ShutdownPlan plan = ShutdownPlan.of(actors.keySet().stream()
                .map(name -> new ShutdownPlan.Member(name, Priority.NORMAL, Set.of()))
                .toList());
        return new ShutdownCoordinator(system, plan, actors, preparations, cleanups, LIMITS, progress);
    }

    /** Begins to handle a message that takes an hour, unless it is interrupted, and notes when it is over. */
    private ActorRef<String> busy(ActorSystem system, Simulation simulation) throws InterruptedException {
        ActorRef<String> busy = system.spawn(
                "busy",
                () -> (message, context) -> {
                    try {
                        simulation.sleep(LONG);
                    } finally {
                        done.add("busy");
                    }
                },
                ActorOptions.DEFAULTS);
        system.start();
        busy.tell("work");
        simulation.sleep(SECOND);
        return busy;
    }

    @Test
    void isRunThoughTheOthersLeftNoTimeForIt() {
        Simulation.run(1, simulation -> {
            ActorSystem system = simulation.system("shop").build();
            system.start();
            ShutdownReport report = coordinator(
                            system,
                            Map.of(),
                            List.of(),
                            List.of(step(simulation, "slow", false, LONG), close(simulation)),
                            progress -> {})
                    .run();

            assertThat(done).containsExactly("close");
            assertThat(report.forced()).contains(ShutdownReport.Force.CRITICAL_STEP_FAILED);
            return true;
        });
    }

    @Test
    void isRunThoughAPreparationHasItsName() {
        Simulation.run(1, simulation -> {
            ActorSystem system = simulation.system("shop").build();
            system.start();
            ShutdownStep broken = new ShutdownStep("close", Priority.NORMAL, true, () -> {
                throw new IllegalStateException("the door is stuck");
            });
            coordinator(system, Map.of(), List.of(broken), List.of(close(simulation)), progress -> {})
                    .run();

            assertThat(done).containsExactly("close");
            return true;
        });
    }

    @Test
    void isRunThoughTheShutdownWasForcedBeforeItBegan() {
        Simulation.run(1, simulation -> {
            ActorSystem system = simulation.system("shop").build();
            system.start();
            ShutdownCoordinator coordinator =
                    coordinator(system, Map.of(), List.of(), List.of(close(simulation)), progress -> {});
            coordinator.force();

            assertThat(coordinator.run().forced()).contains(ShutdownReport.Force.EXTERNAL_SIGNAL);
            assertThat(done).containsExactly("close");
            return true;
        });
    }

    @Test
    void isRunToItsEndThoughTheThreadOfTheShutdownIsInterrupted() {
        Simulation.run(1, simulation -> {
            ActorSystem system = simulation.system("shop").build();
            ActorRef<String> busy = busy(system, simulation);
            ShutdownCoordinator coordinator =
                    coordinator(system, Map.of("busy", busy), List.of(), List.of(close(simulation)), progress -> {});
            CompletableFuture<Boolean> kept = new CompletableFuture<>();
            Thread shutdown = simulation.start("shutdown", () -> {
                coordinator.run();
                kept.complete(Thread.currentThread().isInterrupted());
            });
            simulation.sleep(Duration.ofMillis(10));
            simulation.interrupt(shutdown);

            assertThat(simulation.await(coordinator.whenDone()).forced())
                    .contains(ShutdownReport.Force.EXTERNAL_SIGNAL);
            assertThat(done).containsExactly("busy", "close");
            assertThat(simulation.await(kept)).isTrue();
            return true;
        });
    }

    @Test
    void comesAfterAnActorThatWasLate() {
        Simulation.run(1, simulation -> {
            ActorSystem system = simulation.system("shop").build();
            ActorRef<String> busy = busy(system, simulation);
            ShutdownReport report = coordinator(
                            system, Map.of("busy", busy), List.of(), List.of(close(simulation)), progress -> {})
                    .run();

            assertThat(report.late()).containsExactly("busy");
            assertThat(report.forced()).isEmpty();
            assertThat(report.system().interrupted()).containsExactly(busy.path());
            assertThat(done).containsExactly("busy", "close");
            return true;
        });
    }

    @Test
    void comesThoughAListenerIsBroken() {
        Simulation.run(1, simulation -> {
            ActorSystem system = simulation.system("shop").build();
            system.start();
            coordinator(system, Map.of(), List.of(), List.of(close(simulation)), progress -> {
                        throw new AssertionError("no ears");
                    })
                    .run();

            assertThat(done).containsExactly("close");
            return true;
        });
    }

    @Test
    void aSecondCallWaitsForTheFirst() {
        Simulation.run(1, simulation -> {
            ActorSystem system = simulation.system("shop").build();
            system.start();
            ShutdownCoordinator coordinator =
                    coordinator(system, Map.of(), List.of(), List.of(close(simulation)), progress -> {});
            CompletableFuture<ShutdownReport> first = new CompletableFuture<>();
            simulation.start("first", () -> first.complete(coordinator.run()));

            assertThat(coordinator.run()).isSameAs(simulation.await(first));
            assertThat(done).containsExactly("close");
            return true;
        });
    }

    @Test
    void nobodyWaitsForEverForAShutdownThatAnActorRanInVain() {
        Simulation.run(1, simulation -> {
            try (ActorSystem system = simulation.system("shop").build()) {
                system.start();
                ShutdownCoordinator coordinator = coordinator(system, Map.of(), List.of(), List.of(), progress -> {});
                ActorRef<String> actor = system.spawn(
                        "actor",
                        () -> (message, context) ->
                                assertThat(catchThrowable(coordinator::run)).isInstanceOf(IllegalStateException.class),
                        ActorOptions.DEFAULTS);
                actor.tell("shut down");
                simulation.sleep(SECOND);

                assertThat(coordinator.whenDone()).isCompletedExceptionally();
                assertThatThrownBy(coordinator::run).hasCauseInstanceOf(IllegalStateException.class);
            }
            return true;
        });
    }
}
