package org.alys.actor.testkit.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.alys.actor.Actor;
import org.alys.actor.ActorContext;
import org.alys.actor.ActorRef;
import org.alys.actor.ActorSystem;
import org.alys.actor.DeadLetter;
import org.alys.actor.LifecycleState;
import org.alys.actor.Reply;
import org.alys.actor.durable.EventCodec;
import org.alys.actor.durable.EventSourced;
import org.alys.actor.durable.Journal;
import org.alys.actor.durable.MemoryJournal;
import org.alys.actor.supervision.OperationalFailure;
import org.alys.actor.testkit.Simulation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ActorFaultsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Target ANYBODY = new Target.Random();

    private interface Scene {
        void play(
                Simulation simulation, Chaos chaos, ActorSystem system, ActorRef<Integer> actor, List<Integer> handled)
                throws Exception;
    }

    /** Plays a scene with one running actor that writes down what it handles. */
    private static void play(Plan plan, Scene scene) {
        Simulation.run(plan.seed(), simulation -> {
            Chaos chaos = plan.build();
            List<Integer> handled = new ArrayList<>();
            try (ActorSystem system =
                    simulation.system("faults").interference(chaos).build()) {
                system.start();
                ActorRef<Integer> actor =
                        system.spawn("actor", () -> (number, context) -> handled.add(number), Numbers.patient());
                scene.play(simulation, chaos, system, actor, handled);
            }
            return true;
        });
    }

    @Test
    void crashesAnActorOverOneMessageAndNoOther() {
        Fault crash = new Fault.Crash(() -> new IllegalStateException("injected"));
        play(
                Chaos.plan(1)
                        .with(Injection.of(crash, new Target.Specific("/actor")).times(1)),
                (simulation, chaos, system, actor, handled) -> {
                    List.of(1, 2, 3).forEach(actor::tell);
                    simulation.sleep(SECOND);

                    assertThat(handled).containsExactly(2, 3);
                    assertThat(system.deadLetters().latest())
                            .singleElement()
                            .returns(DeadLetter.Reason.HANDLER_FAILED, DeadLetter::reason);
                    assertThat(chaos.strikes()).singleElement().returns("/actor", Strike::place);
                });
    }

    @Test
    void failsRestartsToo() {
        Plan plan = Chaos.plan(1)
                .with(Injection.of(new Fault.Crash(IllegalStateException::new), ANYBODY)
                        .times(1))
                .with(Injection.of(new Fault.CrashAtStart(IllegalStateException::new), ANYBODY)
                        .between(Duration.ofMillis(1), Duration.ofHours(1))
                        .times(3));
        play(plan, (simulation, chaos, system, actor, handled) -> {
            simulation.sleep(SECOND);
            List.of(1, 2).forEach(actor::tell);
            simulation.sleep(SECOND);

            assertThat(handled).containsExactly(2);
            assertThat(system.actors().getFirst().restarts()).isEqualTo(4);
        });
    }

    @Test
    void hangsAnActorUntilItIsInterrupted() {
        play(
                Chaos.plan(1).with(Injection.of(new Fault.Hang(), ANYBODY).times(1)),
                (simulation, chaos, system, actor, handled) -> {
                    List.of(1, 2, 3).forEach(actor::tell);
                    simulation.sleep(Duration.ofDays(1));
                    assertThat(handled).isEmpty();

                    system.restart(actor, new OperationalFailure.HealthCheckFailed(3), true);
                    simulation.sleep(SECOND);

                    assertThat(handled).containsExactly(2, 3);
                });
    }

    @Test
    void letsAHangingActorGoOnWhenItIsCalmed() {
        play(Chaos.plan(1).with(new Fault.Hang(), ANYBODY), (simulation, chaos, system, actor, handled) -> {
            List.of(1, 2, 3).forEach(actor::tell);
            simulation.sleep(SECOND);
            assertThat(handled).isEmpty();

            chaos.calm();
            simulation.sleep(SECOND);

            assertThat(handled).containsExactly(1, 2, 3);
        });
    }

    @Test
    void takesMemoryAwayForATime() {
        Fault pressure = new Fault.MemoryPressure(1 << 16, Duration.ofMinutes(1));
        play(Chaos.plan(1).with(pressure, ANYBODY), (simulation, chaos, system, actor, handled) -> {
            List.of(1, 2).forEach(actor::tell);
            simulation.sleep(SECOND);
            assertThat(chaos.ballast()).isEqualTo(2 << 16);

            simulation.sleep(Duration.ofMinutes(1));

            assertThat(chaos.ballast()).isZero();
            assertThat(handled).hasSize(2);
        });
    }

    @Test
    void setsTheWallClockWrongForATimeButNotTheDeadlines() {
        Plan plan = Chaos.plan(1)
                .with(Injection.of(new Fault.ClockSkew(Duration.ofHours(-3)), ANYBODY)
                        .between(Duration.ofMinutes(1), Duration.ofMinutes(2)));
        play(plan, (simulation, chaos, system, actor, handled) -> {
            assertThat(system.time().now()).isEqualTo(simulation.now());

            simulation.sleep(Duration.ofSeconds(90));
            assertThat(system.time().now()).isEqualTo(simulation.now().minus(Duration.ofHours(3)));
            assertThat(system.time().nanos()).isEqualTo(simulation.nanos());

            simulation.sleep(Duration.ofSeconds(30));
            Instant right = simulation.now();
            assertThat(system.time().now()).isEqualTo(right);
        });
    }

    private static final EventCodec<Long> LONGS = new EventCodec<>() {
        @Override
        public int version() {
            return 1;
        }

        @Override
        public byte[] encode(Long event) {
            return ByteBuffer.allocate(Long.BYTES).putLong(event).array();
        }

        @Override
        public Long decode(int version, byte[] bytes) {
            return ByteBuffer.wrap(bytes).getLong();
        }
    };

    private sealed interface Counting {
        record Add(long amount) implements Counting {}

        record Sum(Reply<Long> reply) implements Counting {}
    }

    /** A durable sum. */
    private static final class Counter implements Actor<Counting> {
        private final EventSourced<Long, Long> sum;

        Counter(Journal journal) {
            sum = EventSourced.recover(journal, "sum", new EventSourced.Model<>(0L, Long::sum, LONGS, LONGS, 7));
        }

        @Override
        public void receive(Counting message, ActorContext<Counting> context) {
            switch (message) {
                case Counting.Add(long amount) -> sum.persist(List.of(amount));
                case Counting.Sum(Reply<Long> reply) -> reply.success(sum.state());
            }
        }
    }

    @Test
    void neverPartsMemoryFromAJournalThatFailsBeforeAndAfterWriting() {
        Target disk = new Target.Specific("disk");
        LongStream.range(0, 100)
                .forEach(seed -> Simulation.run(seed, simulation -> {
                    Chaos chaos = Chaos.plan(seed)
                            .with(new Fault.IoFailure(Fault.IoFailure.Moment.BEFORE), disk, 8)
                            .with(new Fault.IoFailure(Fault.IoFailure.Moment.AFTER), disk, 8)
                            .build();
                    MemoryJournal plain = new MemoryJournal();
                    try (ActorSystem system =
                            simulation.system("durable").interference(chaos).build()) {
                        system.start();
                        ActorRef<Counting> actor =
                                system.spawn("sum", () -> new Counter(chaos.journal("disk", plain)), Numbers.patient());
                        LongStream.rangeClosed(1, 40).forEach(n -> actor.tell(new Counting.Add(n)));
                        simulation.sleep(Duration.ofMinutes(1));
                        chaos.calm();

                        assertThat(chaos.strikes()).isNotEmpty();
                        assertThat(actor.state()).isEqualTo(LifecycleState.RUNNING);
                        assertThat(actor.<Long>ask(Counting.Sum::new, SECOND))
                                .isEqualTo(EventSourced.recover(
                                                plain, "sum", new EventSourced.Model<>(0L, Long::sum, LONGS, LONGS, 7))
                                        .state());
                        assertThat(system.deadLetters().latest())
                                .allMatch(letter -> letter.reason() == DeadLetter.Reason.HANDLER_FAILED);
                    }
                    return true;
                }));
    }

    @Test
    void strikesWorkOfAnyKindAtANamedPlace() {
        play(
                Chaos.plan(1).with(new Fault.IoFailure(Fault.IoFailure.Moment.AFTER), new Target.Specific("socket")),
                (simulation, chaos, system, actor, handled) -> {
                    List<String> done = new ArrayList<>();

                    assertThat(chaos.io("file", () -> done.add("file"))).isTrue();
                    assertThat(catchThrowable(() -> chaos.io("socket", () -> done.add("socket"))))
                            .isInstanceOf(UncheckedIOException.class)
                            .hasMessageContaining("socket");
                    assertThat(done).containsExactly("file", "socket");
                });
    }
}
