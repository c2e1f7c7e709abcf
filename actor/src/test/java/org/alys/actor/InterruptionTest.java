package org.alys.actor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.alys.actor.supervision.Failure;
import org.alys.actor.supervision.OperationalFailure;
import org.alys.actor.supervision.RestartStrategy;
import org.alys.actor.supervision.SupervisionPolicy;
import org.alys.actor.testkit.Simulation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An interruption is for what the actor did when it was asked for, and for nothing that follows. In virtual time. */
@Timeout(60)
class InterruptionTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Failure STUCK = new OperationalFailure.HealthCheckFailed(3);
    private static final ActorOptions PATIENT = ActorOptions.DEFAULTS.withSupervision(
            SupervisionPolicy.of(new RestartStrategy.Immediate()).withLimit(1000, Duration.ofMinutes(1)));

    /** Threads whose interruption takes its time from the decision to its arrival. */
    private record Slow(Simulation simulation, RandomGenerator random, Duration atLeast, Duration upTo)
            implements ThreadStarter {
        static Slow by(Simulation simulation, Duration delay) {
            return new Slow(simulation, simulation.random(), delay, delay);
        }

        @Override
        public void interrupt(Thread thread) {
            long more = upTo.minus(atLeast).toNanos();
            try {
                simulation.sleep(atLeast.plusNanos(more == 0 ? 0 : random.nextLong(more)));
            } catch (InterruptedException unexpected) {
                throw new AssertionError(unexpected);
            }
            simulation.interrupt(thread);
        }

        @Override
        public Thread start(String name, Runnable body) {
            return simulation.start(name, body);
        }

        @Override
        public void park(Object blocker) {
            simulation.park(blocker);
        }

        @Override
        public void unpark(Thread thread) {
            simulation.unpark(thread);
        }

        @Override
        public void pause() {
            simulation.pause();
        }

        @Override
        public boolean stepping() {
            return true;
        }
    }

    /**
     * A message: how long it takes, and whether it fails then.
     *
     * @param number from 1 on
     */
    private record Work(int number, Duration time, boolean fails) {}

    /** Notes what it did and what was broken off. Its hooks take a second. */
    private record Worker(Simulation simulation, List<String> log, AtomicInteger current) implements Actor<Work> {
        @Override
        public void receive(Work work, ActorContext<Work> context) {
            take(Integer.toString(work.number()), work.number(), work.time());
            if (work.fails()) {
                throw new IllegalStateException("told to fail");
            }
        }

        private void take(String what, int number, Duration time) {
            current.set(number);
            try {
                simulation.sleep(time);
                log.add(what + (Thread.currentThread().isInterrupted() ? " marked" : ""));
            } catch (InterruptedException broken) {
                log.add(what + " broken off");
            } finally {
                current.set(0);
            }
        }

        @Override
        public void restarted(Failure cause, ActorContext<Work> context) {
            take("restarted", -1, SECOND);
        }

        @Override
        public void failed(Failure cause, ActorContext<Work> context) {
            take("failed", -2, SECOND);
        }

        @Override
        public void stopping(ActorContext<Work> context) {
            take("stopping", -3, SECOND);
        }
    }

    private interface Story {
        void tell(ActorSystem system, ActorRef<Work> worker, Simulation simulation) throws InterruptedException;
    }

    private static List<String> play(Duration delay, MailboxFactory mailboxes, Story story) {
        return Simulation.run(1, simulation -> {
            List<String> log = new ArrayList<>();
            try (ActorSystem system = simulation
                    .system("test")
                    .threads(Slow.by(simulation, delay))
                    .mailboxes(mailboxes)
                    .build()) {
                system.start();
                ActorRef<Work> worker =
                        system.spawn("worker", () -> new Worker(simulation, log, new AtomicInteger()), PATIENT);
                story.tell(system, worker, simulation);
                simulation.sleep(Duration.ofHours(1));
                return List.copyOf(log);
            }
        });
    }

    private static List<String> play(Duration delay, Story story) {
        return play(delay, MailboxFactory.STANDARD, story);
    }

    private static Work seconds(int number, int time) {
        return new Work(number, Duration.ofSeconds(time), false);
    }

    @Test
    void breaksOffTheMessageInHandAndNoOther() {
        List<String> log = play(Duration.ZERO, (system, worker, simulation) -> {
            worker.tell(seconds(1, 100));
            worker.tell(seconds(2, 100));
            simulation.sleep(SECOND);
            system.restart(worker, STUCK, true);
        });

        assertThat(log).containsExactly("1 broken off", "failed", "restarted", "2");
    }

    @Test
    void comesTooLateForAMessageThatEndsInThatMomentAndHitsNeitherTheFreshStartNorTheNextOne() {
        List<String> log = play(SECOND.multipliedBy(5), (system, worker, simulation) -> {
            worker.tell(seconds(1, 10));
            worker.tell(seconds(2, 100));
            simulation.sleep(Duration.ofMillis(9500));
            system.restart(worker, STUCK, true);
        });

        assertThat(log).containsExactly("1", "failed", "restarted", "2");
    }

    @Test
    void hitsNoHookOfAnActorThatFailsInThatMoment() {
        for (int millis = 500; millis < 4000; millis += 500) {
            List<String> log = play(Duration.ofMillis(millis), (system, worker, simulation) -> {
                worker.tell(new Work(1, Duration.ofSeconds(10), true));
                worker.tell(seconds(2, 100));
                simulation.sleep(Duration.ofMillis(9750));
                system.restart(worker, STUCK, true);
            });

            assertThat(log).startsWith("1").endsWith("2").noneMatch(InterruptionTest::hit);
        }
    }

    @Test
    void leavesTheLastHookAloneWhenTheMessageEndsAsAShutdownLosesPatience() {
        List<String> log = play(Duration.ofMillis(500), (system, worker, simulation) -> {
            worker.tell(seconds(1, 10));
            simulation.sleep(Duration.ofMillis(750));
            simulation.start("shutdown", () -> system.stop(Duration.ofSeconds(9)));
        });

        assertThat(log).containsExactly("1", "stopping");
    }

    /** The actor has looked for signals and is about to begin the next message. */
    @Test
    void sparesAMessageThatBeginsInThatMoment() {
        List<String> log = Simulation.run(1, simulation -> {
            List<String> done = new ArrayList<>();
            MailboxFactory slow = new MailboxFactory() {
                @Override
                public <M> Mailbox<M> create(ActorOptions options, ThreadStarter threads) {
                    return new Mailbox<>(options.mailboxCapacity(), options.overflow(), threads) {
                        @Override
                        @Nullable
                        Object poll(int turn) {
                            Object mail = super.poll(turn);
                            if (mail instanceof Work work && work.number() == 2) {
                                try {
                                    simulation.sleep(SECOND);
                                } catch (InterruptedException hit) {
                                    Thread.currentThread().interrupt();
                                }
                            }
                            return mail;
                        }
                    };
                }
            };
            try (ActorSystem system = simulation.system("test").mailboxes(slow).build()) {
                system.start();
                ActorRef<Work> worker =
                        system.spawn("worker", () -> new Worker(simulation, done, new AtomicInteger()), PATIENT);
                worker.tell(seconds(1, 10));
                worker.tell(seconds(2, 100));
                worker.tell(seconds(3, 1));
                simulation.sleep(Duration.ofMillis(10_500));
                system.restart(worker, STUCK, true);
                simulation.sleep(Duration.ofHours(1));
            }
            return done;
        });

        assertThat(log).startsWith("1", "2", "failed", "restarted", "3");
    }

    private static boolean hit(String line) {
        return line.contains("broken off") || line.contains("marked");
    }

    /** Whatever the order of steps: who is interrupted was at work when that was asked for. */
    @Test
    void hitsOnlyWhatItWasMeantForInAThousandOrders() {
        int hits = 0;
        for (long seed = 0; seed < 1000; seed++) {
            hits += Simulation.run(seed, InterruptionTest::interruptAtRandom);
        }

        assertThat(hits).isGreaterThan(1000);
    }

    /** Returns how many messages were broken off. */
    private static int interruptAtRandom(Simulation simulation) throws InterruptedException {
        RandomGenerator random = simulation.random();
        List<String> log = new ArrayList<>();
        AtomicInteger current = new AtomicInteger();
        Set<String> meant = new HashSet<>();
        try (ActorSystem system = simulation
                .system("test")
                .threads(new Slow(simulation, simulation.random(), Duration.ZERO, Duration.ofMillis(5)))
                .build()) {
            system.start();
            ActorRef<Work> worker = system.spawn("worker", () -> new Worker(simulation, log, current), PATIENT);
            for (int n = 1; n <= 30; n++) {
                worker.tell(new Work(n, Duration.ofMillis(random.nextInt(10)), random.nextInt(10) == 0));
            }
            for (int interrupter = 0; interrupter < 2; interrupter++) {
                RandomGenerator when = simulation.random();
                simulation.start("interrupter", () -> {
                    for (int n = 0; n < 5; n++) {
                        try {
                            simulation.sleep(Duration.ofMillis(when.nextInt(20)));
                        } catch (InterruptedException unexpected) {
                            throw new AssertionError(unexpected);
                        }
                        // Nobody else has the turn until the system has taken aim.
                        meant.add(name(current.get()));
                        system.restart(worker, STUCK, true);
                    }
                });
            }
            simulation.sleep(Duration.ofMinutes(1));
        }
        List<String> brokenOff = log.stream()
                .filter(InterruptionTest::hit)
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();
        assertThat(meant).containsAll(brokenOff);
        return brokenOff.size();
    }

    private static String name(int current) {
        return switch (current) {
            case -1 -> "restarted";
            case -2 -> "failed";
            case -3 -> "stopping";
            default -> Integer.toString(current);
        };
    }
}
