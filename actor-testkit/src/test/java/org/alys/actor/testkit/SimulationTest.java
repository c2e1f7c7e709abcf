package org.alys.actor.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.alys.actor.Actor;
import org.alys.actor.ActorContext;
import org.alys.actor.ActorFactory;
import org.alys.actor.ActorOptions;
import org.alys.actor.ActorRef;
import org.alys.actor.ActorSystem;
import org.alys.actor.AskException;
import org.alys.actor.ExecutionMode;
import org.alys.actor.Reply;
import org.alys.actor.supervision.OperationalFailure;
import org.alys.actor.supervision.RestartStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class SimulationTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private record Run(List<String> log, long digest, long steps) {}

    private record Hop(int left) {}

    /** Passes hops on to another of many after a random delay, and notes who got what when. */
    private static final class Wanderer implements Actor<Hop> {
        private final List<ActorRef<Hop>> all;
        private final RandomGenerator random;
        private final List<String> log;
        private final CompletableFuture<Boolean> done;

        Wanderer(List<ActorRef<Hop>> all, RandomGenerator random, List<String> log, CompletableFuture<Boolean> done) {
            this.all = all;
            this.random = random;
            this.log = log;
            this.done = done;
        }

        @Override
        public void receive(Hop hop, ActorContext<Hop> context) {
            log.add(context.path() + " " + hop.left() + " at " + context.time().nanos());
            if (hop.left() == 0) {
                done.complete(true);
                return;
            }
            Hop next = new Hop(hop.left() - 1);
            ActorRef<Hop> to = all.get(random.nextInt(all.size()));
            context.background(
                    () -> {
                        to.tell(next);
                        return next;
                    },
                    sent -> new Hop(0));
            context.timers().single("hop", Duration.ofMillis(random.nextInt(1, 100)), next);
        }
    }

    private static Run wander(long seed) {
        return Simulation.run(seed, simulation -> {
            List<String> log = new ArrayList<>();
            CompletableFuture<Boolean> done = new CompletableFuture<>();
            List<ActorRef<Hop>> all = new ArrayList<>();
            try (ActorSystem system = simulation.system("many").build()) {
                for (int i = 0; i < 50; i++) {
                    RandomGenerator random = simulation.random();
                    all.add(system.spawn("wanderer-" + i, () -> new Wanderer(all, random, log, done), mode(i)));
                }
                system.start();
                all.forEach(actor -> actor.tell(new Hop(4)));
                simulation.sleep(SECOND.multipliedBy(10));
            }
            return new Run(List.copyOf(log), simulation.digest(), simulation.steps());
        });
    }

    private static ActorOptions mode(int number) {
        return ActorOptions.DEFAULTS.withMode(number % 2 == 0 ? ExecutionMode.DIRECT : ExecutionMode.COMPUTE);
    }

    @Test
    void replaysFiftyActorsWithRandomDelaysExactlyFromTheSeed() {
        Run first = wander(7);

        assertThat(first.log()).hasSizeGreaterThan(500);
        assertThat(wander(7)).isEqualTo(first);
    }

    @Test
    void runsInAnotherOrderWithAnotherSeed() {
        assertThat(LongStream.range(0, 5).mapToObj(seed -> wander(seed).log()).distinct())
                .hasSize(5);
    }

    /** Who is told when goes by the order of a hashed set of addresses. */
    private static List<String> tellASet(long seed) {
        return Simulation.run(seed, simulation -> {
            List<String> log = new ArrayList<>();
            try (ActorSystem system = simulation.system("set").build()) {
                system.start();
                Set<ActorRef<String>> all = new HashSet<>();
                for (int i = 0; i < 50; i++) {
                    all.add(system.spawn(
                            "actor-" + i,
                            () -> (message, context) -> log.add(context.path().name()),
                            ActorOptions.DEFAULTS));
                }
                all.forEach(actor -> actor.tell("hello"));
                simulation.sleep(SECOND);
            }
            return log;
        });
    }

    @Test
    void replaysWhatGoesByTheOrderOfAHashedSetOfAddresses() {
        assertThat(tellASet(7)).hasSize(50).isEqualTo(tellASet(7));
    }

    /** An actor that sleeps is as stuck as one that waits for a socket: an interrupt wakes it. */
    @Test
    void wakesAnActorThatIsInterruptedAsleep() {
        List<Integer> handled = Simulation.run(1, simulation -> {
            List<Integer> seen = new ArrayList<>();
            try (ActorSystem system = simulation.system("sleepy").build()) {
                system.start();
                ActorRef<Integer> actor = system.spawn(
                        "actor",
                        () -> (number, context) -> {
                            simulation.sleep(SECOND.multipliedBy(number));
                            seen.add(number);
                        },
                        ActorOptions.DEFAULTS.withRestart(new RestartStrategy.Immediate()));
                actor.tell(1_000_000);
                actor.tell(1);
                simulation.sleep(SECOND);
                system.restart(actor, new OperationalFailure.RestartRequested("it is stuck"), true);
                simulation.sleep(SECOND.multipliedBy(3));
            }
            return seen;
        });

        assertThat(handled).containsExactly(1);
    }

    @Test
    void keepsAnInterruptThatComesWhileItWaitsForAFuture() {
        boolean interrupted = Simulation.run(1, simulation -> {
            CompletableFuture<Boolean> first = new CompletableFuture<>();
            CompletableFuture<Boolean> kept = new CompletableFuture<>();
            Thread waiter = simulation.start("waiter", () -> {
                simulation.await(first);
                kept.complete(Thread.currentThread().isInterrupted());
            });
            simulation.interrupt(waiter);
            simulation.sleep(SECOND);
            first.complete(true);
            return simulation.await(kept);
        });

        assertThat(interrupted).isTrue();
    }

    private static ActorFactory<Reply<String>> answering(String answer) {
        return () -> (reply, context) -> reply.success(answer);
    }

    @Test
    void waitsInVirtualTime() {
        long begun = System.nanoTime();

        Duration slept = Simulation.run(1, simulation -> {
            long before = simulation.nanos();
            simulation.sleep(Duration.ofDays(365));
            return Duration.ofNanos(simulation.nanos() - before);
        });

        assertThat(slept).isEqualTo(Duration.ofDays(365));
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void letsAsksTimeOutInVirtualTime() {
        boolean timedOut = Simulation.run(1, simulation -> {
            try (ActorSystem system = simulation.system("silent").build()) {
                system.start();
                ActorRef<Reply<String>> silent =
                        system.spawn("silent", () -> (reply, context) -> {}, ActorOptions.DEFAULTS);
                silent.<String>ask(reply -> reply, Duration.ofHours(1));
                return false;
            } catch (AskException failed) {
                return true;
            }
        });

        assertThat(timedOut).isTrue();
    }

    @Test
    void runsHandlersThatAskOtherActors() {
        List<String> answers = Simulation.run(3, simulation -> {
            try (ActorSystem system = simulation.system("asking").build()) {
                system.start();
                ActorRef<Reply<String>> inner = system.spawn("inner", answering("yes"), ActorOptions.DEFAULTS);
                ActorRef<Reply<String>> outer = system.spawn(
                        "outer",
                        () -> (reply, context) -> reply.success(inner.<String>ask(r -> r, SECOND) + " indeed"),
                        ActorOptions.DEFAULTS);
                return IntStream.range(0, 3)
                        .mapToObj(n -> outer.<String>ask(reply -> reply, SECOND))
                        .toList();
            }
        });

        assertThat(answers).containsExactly("yes indeed", "yes indeed", "yes indeed");
    }

    @Test
    void namesTheThreadsWhenNobodyCanGoOn() {
        assertThatThrownBy(() -> Simulation.run(9, simulation -> simulation.await(new CompletableFuture<String>())))
                .isInstanceOf(SimulationException.class)
                .hasMessageContaining("seed 9")
                .hasMessageContaining("nobody can go on")
                .hasMessageContaining("scenario");
    }

    @Test
    void findsThreadsThatAreLeftOver() {
        assertThatThrownBy(() -> Simulation.run(9, simulation -> {
                    simulation.start("leak", () -> simulation.await(new CompletableFuture<String>()));
                    return true;
                }))
                .isInstanceOf(SimulationException.class)
                .hasMessageContaining("left over")
                .hasMessageContaining("leak");
    }

    @Test
    void failsWithAThreadOfTheScenario() {
        assertThatThrownBy(() -> Simulation.run(9, simulation -> {
                    simulation.start("customer", () -> {
                        throw new IllegalStateException("boom");
                    });
                    simulation.sleep(SECOND);
                    return true;
                }))
                .isInstanceOf(SimulationException.class)
                .hasMessageContaining("seed 9")
                .hasMessageContaining("customer")
                .hasRootCauseMessage("boom");
    }

    @Test
    void namesTheFailureOfAScenarioAndNotWhatItLeavesBehind() {
        assertThatThrownBy(() -> Simulation.run(9, simulation -> {
                    simulation.start("waiter", () -> simulation.await(new CompletableFuture<String>()));
                    throw new IllegalStateException("boom");
                }))
                .isInstanceOf(SimulationException.class)
                .hasRootCauseMessage("boom");
    }

    @Test
    void reportsTheSeedOfAScenarioThatFails() {
        assertThatThrownBy(() -> Simulation.run(42, simulation -> {
                    throw new IllegalStateException("boom");
                }))
                .isInstanceOf(SimulationException.class)
                .hasMessageContaining("seed 42")
                .hasRootCauseMessage("boom");
    }

    /** Senders, a restart and a stop: what was sent is handled once or is one dead letter, in each order of steps. */
    private static long conserve(long seed, ExecutionMode mode) {
        return Simulation.run(seed, simulation -> {
            List<Integer> handled = new ArrayList<>();
            long dead;
            try (ActorSystem system = simulation.system("small").build()) {
                system.start();
                ActorRef<Integer> actor = system.spawn(
                        "actor",
                        () -> (number, context) -> {
                            if (number % 5 == 3) {
                                throw new IllegalStateException("fails over " + number);
                            }
                            handled.add(number);
                        },
                        ActorOptions.DEFAULTS.withMode(mode).withRestart(new RestartStrategy.Immediate()));
                List<CompletableFuture<Boolean>> senders = IntStream.range(0, 3)
                        .mapToObj(sender -> {
                            CompletableFuture<Boolean> sent = new CompletableFuture<>();
                            simulation.start("sender", () -> {
                                IntStream.range(10 * sender, 10 * sender + 4).forEach(actor::tell);
                                sent.complete(true);
                            });
                            return sent;
                        })
                        .toList();
                if (seed % 2 == 0) {
                    senders.forEach(simulation::await);
                }
                simulation.await(system.stop(actor));
                senders.forEach(simulation::await);
                dead = system.deadLetters().count();
            }
            assertThat(handled.size() + dead).isEqualTo(12);
            for (int sender = 0; sender < 3; sender++) {
                int who = sender;
                assertThat(handled.stream().filter(n -> n / 10 == who)).isSorted();
            }
            return simulation.steps();
        });
    }

    @Test
    void losesNothingInTenThousandOrders() {
        long steps = LongStream.range(0, 10_000)
                .map(seed -> conserve(seed, seed % 3 == 0 ? ExecutionMode.COMPUTE : ExecutionMode.DIRECT))
                .sum();

        assertThat(steps).isGreaterThan(10_000 * 10);
    }
}
