package org.alys.actor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MailboxTest {
    @Nested
    class Rejecting extends MailboxStateContract {
        @Override
        Overflow overflow() {
            return new Overflow.Reject();
        }
    }

    /** Large enough to add rings on the way. */
    @Nested
    class Large extends MailboxStateContract {
        @Override
        Overflow overflow() {
            return new Overflow.Reject();
        }

        @Override
        int capacity() {
            return 128;
        }

        @Override
        int room() {
            return 128;
        }
    }

    @Nested
    class DroppingNew extends MailboxStateContract {
        @Override
        Overflow overflow() {
            return new Overflow.DropNew();
        }
    }

    @Nested
    class DroppingOld extends MailboxStateContract {
        @Override
        Overflow overflow() {
            return new Overflow.DropOld();
        }

        @Test
        void makesRoomByDroppingTheOldestOfThePriority() {
            Mailbox<Integer> mailbox = mailbox();
            mailbox.offer(100, Priority.HIGH);
            IntStream.range(0, 16).forEach(n -> mailbox.offer(n, Priority.NORMAL));
            List<Object> dropped = new ArrayList<>();

            mailbox.offerDroppingOld(16, Priority.NORMAL, dropped::add);

            assertThat(dropped).containsExactly(0);
            assertThat(drain(mailbox)).hasSize(17).startsWith(100, 1).endsWith(15, 16);
        }
    }

    @Nested
    class Blocking extends MailboxStateContract {
        @Override
        Overflow overflow() {
            return new Overflow.Block(Duration.ofSeconds(1));
        }
    }

    @Nested
    class Failing extends MailboxStateContract {
        @Override
        Overflow overflow() {
            return new Overflow.FailActor();
        }
    }

    @Nested
    class Resizing extends MailboxStateContract {
        @Override
        Overflow overflow() {
            return new Overflow.Resize(64);
        }

        @Override
        int room() {
            return 64;
        }

        @Test
        void doublesItsRoomAsItFills() {
            Mailbox<Integer> mailbox = mailbox();
            List<Integer> rooms = new ArrayList<>();

            IntStream.range(0, 64).forEach(n -> {
                mailbox.offer(n, Priority.NORMAL);
                rooms.add(mailbox.capacity(Priority.NORMAL));
            });

            assertThat(rooms.stream().distinct()).containsExactly(16, 32, 64);
            assertThat(rooms.get(15)).isEqualTo(16);
            assertThat(rooms.get(16)).isEqualTo(32);
        }
    }

    @Nested
    class Flow {
        @Test
        void isNamedByHowFullTheMailboxIs() {
            assertThat(IntStream.of(0, 49, 50, 79, 80, 99, 100).mapToObj(depth -> FlowState.of(depth, 100)))
                    .containsExactly(
                            FlowState.NORMAL,
                            FlowState.NORMAL,
                            FlowState.WARNING,
                            FlowState.WARNING,
                            FlowState.CRITICAL,
                            FlowState.CRITICAL,
                            FlowState.BLOCKED);
        }
    }

    private static final List<Priority> PRIORITIES = List.of(Priority.values());

    private sealed interface Step {
        record Offer(int priority) implements Step {}

        record Poll() implements Step {}
    }

    private static Step step(int choice) {
        return choice < 4 ? new Step.Offer(choice) : new Step.Poll();
    }

    /** In a lane that moves to larger rings and goes round in them, what comes out is what went in, in that order. */
    @Property
    void aLaneIsABoundedQueue(@ForAll @Size(max = 60) List<@IntRange(min = -40, max = 40) Integer> bursts) {
        Lane lane = new Lane(64, new Overflow.Reject());
        Queue<Object> model = new ArrayDeque<>();
        int number = 0;
        for (int burst : bursts) {
            for (int n = 0; n < Math.abs(burst); n++) {
                if (burst > 0) {
                    assertThat(lane.offer(++number)).isEqualTo(model.size() < 64);
                    if (model.size() < 64) {
                        model.add(number);
                    }
                } else {
                    assertThat(lane.poll()).isEqualTo(model.poll());
                }
                assertThat(lane.laneDepth()).isEqualTo(model.size());
                assertThat(lane.laneEmpty()).isEqualTo(model.isEmpty());
            }
        }
    }

    /** Against a model of four plain queues: what comes out is the head of one of them, and depth and refusal agree. */
    @Property
    void behavesLikeFourBoundedQueues(
            @ForAll @Size(max = 300) List<@IntRange(max = 6) Integer> choices, @ForAll boolean large) {
        int room = large ? 64 : 8;
        Mailbox<Integer> mailbox = new Mailbox<>(room, new Overflow.Reject(), ThreadStarter.virtual());
        List<Queue<Object>> model = IntStream.range(0, 4)
                .<Queue<Object>>mapToObj(lane -> new ArrayDeque<>())
                .toList();
        int number = 0;
        int turn = 0;
        for (int choice : choices) {
            switch (step(choice)) {
                case Step.Offer(int lane) -> {
                    Queue<Object> queue = model.get(lane);
                    assertThat(mailbox.offer(++number, PRIORITIES.get(lane))).isEqualTo(queue.size() < room);
                    if (queue.size() < room) {
                        queue.add(number);
                    }
                }
                case Step.Poll() -> {
                    Object mail = mailbox.poll(++turn);
                    boolean head = mail == null
                            ? model.stream().allMatch(Queue::isEmpty)
                            : model.stream().anyMatch(queue -> mail.equals(queue.peek()) && queue.remove(mail));
                    assertThat(head).isTrue();
                }
            }
            assertThat(mailbox.depth())
                    .isEqualTo(model.stream().mapToInt(Queue::size).sum());
        }
    }
}
