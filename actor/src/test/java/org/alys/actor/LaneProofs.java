package org.alys.actor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** What no interleaving may do to a lane that adds a ring or becomes wider; run by {@link InterleavingTest}. */
public final class LaneProofs {
    /** With so much room a lane begins with a small ring and adds larger ones. */
    private static final int LARGE = 128;
    /** What fits into the first ring then. */
    private static final int FEW = Lane.FIRST - 1;

    private LaneProofs() {}

    @JCStressTest
    @Outcome(id = "all in order", expect = Expect.ACCEPTABLE, desc = "all, in order")
    @Outcome(expect = Expect.FORBIDDEN, desc = "lost, twice or out of order")
    @State
    public static class TheOrderOfASenderSurvivesTheMoveToALargerRing {
        private final Mailbox<Integer> mailbox = new Mailbox<>(LARGE, new Overflow.Reject(), ThreadStarter.virtual());
        private final List<Object> taken = new ArrayList<>();

        public TheOrderOfASenderSurvivesTheMoveToALargerRing() {
            for (int number = 1; number < FEW; number++) {
                mailbox.offer(number, Priority.NORMAL);
            }
        }

        @Actor
        public void sender() {
            for (int number = FEW; number <= FEW + 2; number++) {
                mailbox.offer(number, Priority.NORMAL);
            }
        }

        @Actor
        public void receiver() {
            MailboxProofs.drained(mailbox, taken);
        }

        @Arbiter
        public void afterwards(L_Result result) {
            String all = MailboxProofs.drained(mailbox, taken);
            List<Integer> expected = IntStream.rangeClosed(1, FEW + 2).boxed().toList();
            result.r1 = taken.equals(expected) ? "all in order" : all;
        }
    }

    @JCStressTest
    @Outcome(id = "nothing left", expect = Expect.ACCEPTABLE, desc = "the receiver knows that it has taken all")
    @Outcome(expect = Expect.FORBIDDEN, desc = "twice, or taken for less than nothing")
    @State
    public static class AReceiverIsNotAheadOfTheSenderThatAddsARing {
        private final Mailbox<Integer> mailbox = new Mailbox<>(LARGE, new Overflow.Reject(), ThreadStarter.virtual());

        public AReceiverIsNotAheadOfTheSenderThatAddsARing() {
            for (int number = 0; number < FEW; number++) {
                mailbox.offer(number, Priority.NORMAL);
            }
        }

        @Actor
        public void sender() {
            mailbox.offer(FEW, Priority.NORMAL);
        }

        @Actor
        public void receiver(L_Result result) {
            for (int taken = 0; taken <= FEW; ) {
                if (mailbox.poll(1) != null) {
                    taken++;
                }
            }
            Object more = mailbox.poll(1);
            result.r1 = more == null && mailbox.depth() == 0 ? "nothing left" : more + ", " + mailbox.depth();
        }
    }

    @JCStressTest
    @Outcome(id = "18, 0", expect = Expect.ACCEPTABLE, desc = "all handled")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a message was lost, or waits for a wake-up that never comes")
    @State
    public static class NoWakeUpIsLostWhileARingIsAdded extends MailboxProofs.Received {
        public NoWakeUpIsLostWhileARingIsAdded() {
            super(LARGE);
            for (int number = 0; number < FEW; number++) {
                mailbox.offer(number, Priority.NORMAL);
            }
        }

        @Actor
        public void receiver() {
            activate();
        }

        @Actor
        public void sender() {
            send(1);
            send(2);
            send(3);
        }

        @Arbiter
        public void afterwards(II_Result result) {
            judge(result);
        }
    }

    @JCStressTest
    @Outcome(id = "2, 2", expect = Expect.ACCEPTABLE, desc = "both of each sender")
    @Outcome(expect = Expect.FORBIDDEN, desc = "lost or twice")
    @State
    public static class TwoSendersMayAddARingAtOnce {
        private final Mailbox<Integer> mailbox = new Mailbox<>(LARGE, new Overflow.Reject(), ThreadStarter.virtual());

        public TwoSendersMayAddARingAtOnce() {
            for (int number = 0; number < FEW; number++) {
                mailbox.offer(number, Priority.NORMAL);
            }
        }

        @Actor
        public void first() {
            mailbox.offer(10, Priority.NORMAL);
            mailbox.offer(11, Priority.NORMAL);
        }

        @Actor
        public void second() {
            mailbox.offer(20, Priority.NORMAL);
            mailbox.offer(21, Priority.NORMAL);
        }

        @Arbiter
        public void afterwards(II_Result result) {
            List<Object> taken = new ArrayList<>();
            MailboxProofs.drained(mailbox, taken);
            result.r1 = inOrder(taken, 10);
            result.r2 = inOrder(taken, 20);
        }

        private static int inOrder(List<Object> taken, int first) {
            int at = taken.indexOf(first);
            int next = taken.indexOf(first + 1);
            return at >= 0 && next > at && taken.size() == FEW + 4 ? 2 : -1;
        }
    }

    @JCStressTest
    @Outcome(id = "6, 8", expect = Expect.ACCEPTABLE, desc = "both taken in, the room doubled once")
    @Outcome(expect = Expect.FORBIDDEN, desc = "refused though there was room to gain, or doubled twice")
    @State
    public static class TwoSendersMayWidenALaneAtOnce {
        private final Mailbox<Integer> mailbox = new Mailbox<>(4, new Overflow.Resize(16), ThreadStarter.virtual());

        public TwoSendersMayWidenALaneAtOnce() {
            for (int number = 0; number < 4; number++) {
                mailbox.offer(number, Priority.NORMAL);
            }
        }

        @Actor
        public void first() {
            mailbox.offer(10, Priority.NORMAL);
        }

        @Actor
        public void second() {
            mailbox.offer(20, Priority.NORMAL);
        }

        @Arbiter
        public void afterwards(II_Result result) {
            result.r1 = mailbox.depth();
            result.r2 = mailbox.capacity(Priority.NORMAL);
        }
    }
}
