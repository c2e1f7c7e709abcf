package org.alys.actor.testkit.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.alys.actor.Actor;
import org.alys.actor.ActorContext;
import org.alys.actor.ActorObserver;
import org.alys.actor.ActorOptions;
import org.alys.actor.ActorPath;
import org.alys.actor.ActorRef;
import org.alys.actor.ActorSystem;
import org.alys.actor.DeadLetter;
import org.alys.actor.FlowState;
import org.alys.actor.LifecycleState;
import org.alys.actor.Overflow;
import org.alys.actor.supervision.Classified;
import org.alys.actor.supervision.Decision;
import org.alys.actor.supervision.DomainFailure;
import org.alys.actor.supervision.Failure;
import org.alys.actor.supervision.RestartStrategy;
import org.alys.actor.supervision.SupervisionPolicy;
import org.alys.actor.supervisor.ChildSpec;
import org.alys.actor.supervisor.GroupStrategy;
import org.alys.actor.supervisor.Supervisor;
import org.alys.actor.supervisor.SupervisorMessage;
import org.alys.actor.testkit.Simulation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One actor breaks in one way; policy answers, and its neighbours do not notice. */
@Timeout(120)
class KillTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int SEEDS = 100;
    private static final SupervisionPolicy GENEROUS =
            SupervisionPolicy.of(new RestartStrategy.Immediate()).withLimit(1000, Duration.ofHours(1));

    private record Seen(ActorPath actor, Failure failure, Decision decision) {}

    /** Keeps the failures and the fullest states it is told of. */
    private static final class Notes implements ActorObserver {
        private final List<Seen> failures = new ArrayList<>();
        private final List<FlowState> flows = new ArrayList<>();

        @Override
        public void failed(ActorPath actor, Failure failure, Decision decision) {
            failures.add(new Seen(actor, failure, decision));
        }

        @Override
        public void flow(ActorPath actor, FlowState state) {
            flows.add(state);
        }

        List<Failure> of(String place) {
            return failures.stream()
                    .filter(seen -> seen.actor().value().equals(place))
                    .map(Seen::failure)
                    .toList();
        }
    }

    /** Two thousand messages from several threads at an actor with room for 64 that fails when it overflows. */
    @Test
    void anActorThatOverflowsFailsByPolicyAndKeepsWhatItHad() {
        LongStream.range(0, SEEDS / 5)
                .forEach(seed -> Simulation.run(seed, simulation -> {
                    Notes notes = new Notes();
                    List<Integer> handled = new ArrayList<>();
                    List<Integer> accepted = new ArrayList<>();
                    List<Integer> neighbour = new ArrayList<>();
                    try (ActorSystem system = simulation
                            .system("flood")
                            .observer(notes)
                            .deadLetterHistory(1 << 12)
                            .build()) {
                        system.start();
                        ActorRef<Integer> flooded = system.spawn(
                                "flooded",
                                () -> (n, context) -> handled.add(n),
                                ActorOptions.DEFAULTS
                                        .withMailbox(64, new Overflow.FailActor())
                                        .withSupervision(GENEROUS));
                        ActorRef<Integer> other =
                                system.spawn("other", () -> (n, context) -> neighbour.add(n), ActorOptions.DEFAULTS);
                        CompletableFuture<Boolean> sent = new CompletableFuture<>();
                        simulation.start("flood", () -> {
                            for (int burst = 0; burst < 4; burst++) {
                                flood(flooded, 500 * burst, accepted);
                            }
                            sent.complete(true);
                        });
                        IntStream.range(0, 50).forEach(other::tell);
                        simulation.await(sent);
                        simulation.sleep(SECOND);

                        assertThat(handled).isEqualTo(accepted);
                        assertThat(neighbour).hasSize(50).isSorted();
                        assertThat(handled.size() + system.deadLetters().count())
                                .isEqualTo(2000);
                        if (accepted.size() < 2000) {
                            assertThat(notes.of("/flooded"))
                                    .isNotEmpty()
                                    .allMatch(Failure.MailboxOverflow.class::isInstance);
                            assertThat(notes.flows).contains(FlowState.BLOCKED);
                        }
                        assertThat(flooded.tell(0).accepted()).isTrue();
                    }
                    return accepted.size();
                }));
    }

    private static void flood(ActorRef<Integer> actor, int first, List<Integer> accepted) {
        for (int n = first; n < first + 500; n++) {
            if (actor.tell(n).accepted()) {
                accepted.add(n);
            }
        }
    }

    /** A mailbox grows because its actor does not keep up: senders are held back, nothing is lost, memory is bounded. */
    @Test
    void anActorThatFallsBehindHoldsItsSendersBack() {
        LongStream.range(0, SEEDS / 5)
                .forEach(seed -> Simulation.run(seed, simulation -> {
                    List<Integer> handled = new ArrayList<>();
                    List<Integer> depths = new ArrayList<>();
                    try (ActorSystem system = simulation.system("slow").build()) {
                        system.start();
                        ActorRef<Integer> slow = system.spawn(
                                "slow",
                                () -> (n, context) -> {
                                    simulation.sleep(Duration.ofMillis(1));
                                    handled.add(n);
                                },
                                ActorOptions.DEFAULTS.withMailbox(64, new Overflow.Block(Duration.ofHours(1))));
                        for (int n = 0; n < 500; n++) {
                            assertThat(slow.tell(n).accepted()).isTrue();
                            depths.add(slow.waiting());
                        }
                        simulation.sleep(Duration.ofMinutes(1));
                    }
                    assertThat(handled)
                            .isEqualTo(IntStream.range(0, 500).boxed().toList());
                    assertThat(depths).allMatch(depth -> depth <= 64);
                    return true;
                }));
    }

    /** Finds that its own books do not balance. */
    private static final class Corrupted extends RuntimeException implements Classified {
        private static final long serialVersionUID = 1L;

        @Override
        public Failure failure() {
            return new DomainFailure.Consensus("BOOKS_DO_NOT_BALANCE");
        }
    }

    /** Counts in two places; a negative number damages one of them, and every handler checks both. */
    private static final class Books implements Actor<Integer> {
        private final List<Long> sums;
        private long sum;
        private long check;

        Books(List<Long> sums) {
            this.sums = sums;
        }

        @Override
        public void receive(Integer amount, ActorContext<Integer> context) {
            if (sum != check) {
                throw new Corrupted();
            }
            sum += amount;
            check += Math.max(0, amount);
            sums.add(sum);
        }
    }

    @Test
    void anActorThatFindsItsStateCorruptedStartsAfreshAndLosesNoOtherMessage() {
        LongStream.range(0, SEEDS)
                .forEach(seed -> Simulation.run(seed, simulation -> {
                    Notes notes = new Notes();
                    List<Long> sums = new ArrayList<>();
                    try (ActorSystem system =
                            simulation.system("books").observer(notes).build()) {
                        system.start();
                        ActorRef<Integer> books = system.spawn(
                                "books",
                                () -> new Books(sums),
                                ActorOptions.DEFAULTS.withSupervision(GENEROUS).withRedeliveries(1));
                        List.of(5, 6, -1, 7, 8).forEach(books::tell);
                        simulation.sleep(SECOND);

                        assertThat(sums).containsExactly(5L, 11L, 10L, 7L, 15L);
                        assertThat(notes.of("/books"))
                                .containsExactly(new DomainFailure.Consensus("BOOKS_DO_NOT_BALANCE"));
                        assertThat(system.deadLetters().count()).isZero();
                    }
                    return true;
                }));
    }

    /** Three workers fail over and over, from several threads; their supervisor may bear five failures. */
    @Test
    void aRestartStormEscalatesExactlyOnce() {
        LongStream.range(0, SEEDS)
                .forEach(seed -> Simulation.run(seed, simulation -> {
                    Notes notes = new Notes();
                    try (ActorSystem system = simulation
                            .system("storm")
                            .observer(notes)
                            .deadLetterHistory(1 << 12)
                            .build()) {
                        List<ChildSpec<?>> workers = List.of(
                                ChildSpec.of(
                                        "a", () -> KillTest::failing, ActorOptions.DEFAULTS.withSupervision(GENEROUS)),
                                ChildSpec.of(
                                        "b", () -> KillTest::failing, ActorOptions.DEFAULTS.withSupervision(GENEROUS)),
                                ChildSpec.of(
                                        "c", () -> KillTest::failing, ActorOptions.DEFAULTS.withSupervision(GENEROUS)));
                        system.spawn(
                                "group",
                                Supervisor.of(
                                        GroupStrategy.ONE_FOR_ALL,
                                        SupervisionPolicy.of(new RestartStrategy.Immediate())
                                                .withLimit(5, Duration.ofHours(1)),
                                        workers),
                                ActorOptions.DEFAULTS.withSupervision(GENEROUS));
                        List<Integer> neighbour = new ArrayList<>();
                        ActorRef<Integer> other =
                                system.spawn("other", () -> (n, context) -> neighbour.add(n), ActorOptions.DEFAULTS);
                        system.start();
                        simulation.sleep(SECOND);
                        List<CompletableFuture<Boolean>> senders = List.of("a", "b", "c").stream()
                                .map(name -> storm(simulation, worker(system, name)))
                                .toList();
                        IntStream.range(0, 50).forEach(other::tell);
                        senders.forEach(simulation::await);
                        simulation.sleep(SECOND);

                        assertThat(notes.of("/group")).singleElement().isInstanceOf(Failure.ChildEscalated.class);
                        assertThat(system.failure()).isEmpty();
                        assertThat(List.of("a", "b", "c"))
                                .allMatch(name -> worker(system, name).tell(1).accepted());
                        assertThat(neighbour).hasSize(50).isSorted();
                        assertThat(system.deadLetters().latest())
                                .allMatch(letter -> letter.reason() == DeadLetter.Reason.HANDLER_FAILED
                                        || letter.reason() == DeadLetter.Reason.ACTOR_STOPPED);
                    }
                    return true;
                }));
    }

    private static void failing(Integer number, ActorContext<Integer> context) {
        if (number == 0) {
            throw new IllegalStateException("storm");
        }
    }

    private static ActorRef<Integer> worker(ActorSystem system, String name) {
        return numbers(system, ActorPath.of("group").child(name));
    }

    @SuppressWarnings("unchecked") // The workers take numbers.
    private static ActorRef<Integer> numbers(ActorSystem system, ActorPath path) {
        return (ActorRef<Integer>) system.find(path).orElseThrow();
    }

    private static CompletableFuture<Boolean> storm(Simulation simulation, ActorRef<Integer> worker) {
        CompletableFuture<Boolean> sent = new CompletableFuture<>();
        simulation.start("storm", () -> {
            for (int n = 0; n < 20; n++) {
                worker.tell(0);
            }
            sent.complete(true);
        });
        return sent;
    }

    private static ChildSpec<SupervisorMessage> group(String name, int borne, ChildSpec<?> child) {
        return ChildSpec.of(
                name,
                Supervisor.of(
                        GroupStrategy.ONE_FOR_ONE,
                        SupervisionPolicy.of(new RestartStrategy.Immediate()).withLimit(borne, Duration.ofHours(1)),
                        List.of(child)),
                ActorOptions.DEFAULTS.withSupervision(GENEROUS));
    }

    /** Each level bears one failure of the level below and escalates the second. */
    @Test
    void failuresCascadeLevelByLevelAndEndWhereTheyAreBorne() {
        LongStream.range(0, SEEDS)
                .forEach(seed -> Simulation.run(seed, simulation -> {
                    Notes notes = new Notes();
                    try (ActorSystem system =
                            simulation.system("cascade").observer(notes).build()) {
                        ChildSpec<?> worker = ChildSpec.of(
                                "worker", () -> KillTest::failing, ActorOptions.DEFAULTS.withSupervision(GENEROUS));
                        ChildSpec<SupervisorMessage> top =
                                group("top", 1000, group("middle", 1, group("low", 1, worker)));
                        system.spawn(top.name(), top.factory(), top.options());
                        system.start();
                        for (int failures = 0; failures < 4; failures++) {
                            simulation.sleep(SECOND);
                            numbers(
                                            system,
                                            ActorPath.of("top")
                                                    .child("middle")
                                                    .child("low")
                                                    .child("worker"))
                                    .tell(0);
                        }
                        simulation.sleep(SECOND);

                        assertThat(notes.of("/top/middle/low/worker")).hasSize(4);
                        assertThat(notes.of("/top/middle/low")).hasSize(2);
                        assertThat(notes.of("/top/middle")).hasSize(1);
                        assertThat(notes.of("/top")).isEmpty();
                        assertThat(system.actors())
                                .hasSize(4)
                                .allMatch(actor -> actor.state() == LifecycleState.RUNNING);
                    }
                    return true;
                }));
    }
}
