package org.alys.actor.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.alys.actor.Actor;
import org.alys.actor.ActorContext;
import org.alys.actor.ActorOptions;
import org.alys.actor.ActorRef;
import org.alys.actor.ActorSystem;
import org.alys.actor.DeadLetter;
import org.alys.actor.Delivery;
import org.alys.actor.FlowState;
import org.alys.actor.Overflow;
import org.alys.actor.Priority;
import org.alys.actor.SendOptions;
import org.alys.actor.supervision.RestartStrategy;
import org.alys.actor.supervision.SupervisionPolicy;
import org.junit.jupiter.api.Test;

/** What every mailbox promises, seen from outside and in many orders of steps: extend it with options that choose one. */
public abstract class MailboxContract {
    private static final int SEEDS = 100;
    private static final int SENDERS = 4;
    private static final int EACH = 20;
    private static final List<Priority> PRIORITIES = List.of(Priority.values());

    /** Options with the mailbox under test, for at least 16 messages. */
    protected abstract ActorOptions options();

    /** A numbered message; the number -1 makes the actor fail. */
    private record Note(int sender, Priority priority, int number) {}

    private interface Scene {
        void play(Simulation simulation, ActorSystem system, ActorRef<Note> actor, List<Note> handled) throws Exception;
    }

    /** Plays a scene with one actor that has not begun and writes down what it handles. */
    private void play(long seed, Scene scene) {
        Simulation.run(seed, simulation -> {
            List<Note> handled = new ArrayList<>();
            try (ActorSystem system =
                    simulation.system("contract").deadLetterHistory(1 << 12).build()) {
                ActorRef<Note> actor = system.spawn(
                        "actor",
                        () -> (note, context) -> {
                            if (note.number() < 0) {
                                throw new IllegalStateException("fails over " + note);
                            }
                            handled.add(note);
                        },
                        options()
                                .withSupervision(SupervisionPolicy.of(new RestartStrategy.Immediate())
                                        .withLimit(1000, Duration.ofHours(1))));
                scene.play(simulation, system, actor, handled);
            }
            return seed;
        });
    }

    private static Delivery send(ActorRef<Note> actor, Note note) {
        return actor.tell(note, SendOptions.at(note.priority()));
    }

    /** How many messages of one priority fit. */
    private int room() {
        return options().overflow() instanceof Overflow.Resize(int most)
                ? most
                : options().mailboxCapacity();
    }

    @Test
    protected void losesNothingHandlesNothingTwiceAndKeepsTheOrderOfEachSenderAndPriority() {
        LongStream.range(0, SEEDS)
                .forEach(seed -> play(seed, (simulation, system, actor, handled) -> {
                    Set<Note> refused = new HashSet<>();
                    system.start();
                    List<CompletableFuture<Boolean>> senders = IntStream.range(0, SENDERS)
                            .mapToObj(sender -> sender(simulation, actor, sender, refused))
                            .toList();
                    senders.forEach(simulation::await);
                    // Virtual time passes only when nobody can go on: whatever can arrive has arrived after this.
                    simulation.sleep(Duration.ofMinutes(1));

                    Set<Object> dead = system.deadLetters().latest().stream()
                            .map(DeadLetter::message)
                            .collect(Collectors.toSet());
                    assertThat(actor.waiting()).isZero();
                    assertThat(handled).doesNotHaveDuplicates().noneMatch(dead::contains);
                    assertThat(refused).allMatch(dead::contains);
                    assertThat(handled.size() + system.deadLetters().count()).isEqualTo(SENDERS * EACH);
                    for (int sender = 0; sender < SENDERS; sender++) {
                        for (Priority priority : PRIORITIES) {
                            assertThat(numbers(handled, sender, priority)).isSorted();
                        }
                    }
                }));
    }

    private static CompletableFuture<Boolean> sender(
            Simulation simulation, ActorRef<Note> actor, int sender, Set<Note> refused) {
        RandomGenerator random = simulation.random();
        CompletableFuture<Boolean> sent = new CompletableFuture<>();
        simulation.start("sender", () -> {
            for (int number = 0; number < EACH; number++) {
                Note note = new Note(sender, PRIORITIES.get(random.nextInt(PRIORITIES.size())), number);
                if (!send(actor, note).accepted()) {
                    refused.add(note);
                }
            }
            sent.complete(true);
        });
        return sent;
    }

    private static List<Integer> numbers(List<Note> handled, int sender, Priority priority) {
        return handled.stream()
                .filter(note -> note.sender() == sender && note.priority() == priority)
                .map(Note::number)
                .toList();
    }

    @Test
    protected void takesTheMoreUrgentFirst() {
        play(1, (simulation, system, actor, handled) -> {
            PRIORITIES.reversed().forEach(priority -> send(actor, new Note(0, priority, 0)));
            system.start();
            simulation.sleep(Duration.ofSeconds(1));

            assertThat(handled).extracting(Note::priority).containsExactlyElementsOf(PRIORITIES);
        });
    }

    @Test
    protected void letsNoPriorityStarve() {
        List<Priority> order = new ArrayList<>();
        Simulation.run(1, simulation -> {
            try (ActorSystem system = simulation.system("contract").build()) {
                ActorRef<Note> actor = system.spawn("actor", () -> new KeepsItselfBusy(order), options());
                PRIORITIES.forEach(priority -> send(actor, new Note(0, priority, 0)));
                system.start();
                simulation.sleep(Duration.ofSeconds(1));
            }
            return true;
        });

        assertThat(order.indexOf(Priority.HIGH) + 1).isEqualTo(8);
        assertThat(order.indexOf(Priority.NORMAL) + 1).isEqualTo(64);
        assertThat(order.indexOf(Priority.BACKGROUND) + 1).isEqualTo(512);
    }

    /** Sends itself one critical message for each it handles. */
    private record KeepsItselfBusy(List<Priority> order) implements Actor<Note> {
        private static final int ENOUGH = 600;

        @Override
        public void receive(Note note, ActorContext<Note> context) {
            order.add(note.priority());
            if (note.priority() == Priority.CRITICAL && order.size() < ENOUGH) {
                send(context.self(), note);
            }
        }
    }

    @Test
    protected void holdsWhatItWasMadeForAndThenDoesWhatItsPolicySays() {
        play(1, (simulation, system, actor, handled) -> {
            for (int number = 0; number < room(); number++) {
                assertThat(send(actor, new Note(0, Priority.HIGH, number)).accepted())
                        .isTrue();
            }
            assertThat(system.deadLetters().count()).isZero();

            Delivery last = send(actor, new Note(0, Priority.HIGH, room()));

            Overflow overflow = options().overflow();
            assertThat(last)
                    .isInstanceOf(
                            switch (overflow) {
                                case Overflow.DropNew() -> Delivery.Dropped.class;
                                case Overflow.DropOld() -> Delivery.Accepted.class;
                                default -> Delivery.MailboxFull.class;
                            });
            assertThat(actor.waiting()).isEqualTo(room());
            assertThat(actor.flow()).isEqualTo(FlowState.BLOCKED);
            assertThat(system.deadLetters().latest().getLast().message())
                    .returns(overflow instanceof Overflow.DropOld, letter -> ((Note) letter).number() == 0);
            assertThat(send(actor, new Note(0, Priority.CRITICAL, 0)).accepted())
                    .isTrue();
        });
    }

    @Test
    protected void hearsAStopHoweverFullItIs() {
        play(1, (simulation, system, actor, handled) -> {
            for (int number = 0; number <= room(); number++) {
                send(actor, new Note(0, Priority.CRITICAL, number));
            }
            long before = system.deadLetters().count();
            int waiting = actor.waiting();

            system.stop(actor).join();

            assertThat(handled).isEmpty();
            assertThat(system.deadLetters().count()).isEqualTo(before + waiting);
        });
    }

    @Test
    protected void keepsItsContentOverARestart() {
        LongStream.range(0, SEEDS)
                .forEach(seed -> play(seed, (simulation, system, actor, handled) -> {
                    for (int number = 0; number < room(); number++) {
                        send(actor, new Note(0, Priority.NORMAL, number % 5 == 2 ? -1 : number));
                    }
                    system.start();
                    simulation.sleep(Duration.ofMinutes(1));

                    assertThat(numbers(handled, 0, Priority.NORMAL))
                            .containsExactlyElementsOf(IntStream.range(0, room())
                                    .filter(number -> number % 5 != 2)
                                    .boxed()
                                    .toList());
                }));
    }
}
