package org.alys.actor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** What no interleaving of a few threads may do to a mailbox; run by {@link InterleavingTest}. */
public final class MailboxProofs {
    private static final int SMALL = 16;
    /** With so much room a lane begins with a small ring and adds larger ones. */
    private static final int LARGE = 128;
    /** What fits into the first ring then. */
    private static final int FEW = Lane.FIRST - 1;

    private MailboxProofs() {}

    /** A mailbox and its receiver, which rests and is woken as the loop of an actor is. */
    static class Received {
        final Mailbox<Integer> mailbox;
        /** Written by whoever is the receiver, without any protection but the mailbox's own. */
        int handled;

        Received(Mailbox<Integer> mailbox) {
            this.mailbox = mailbox;
            mailbox.launch();
        }

        Received(int capacity) {
            this(new Mailbox<>(capacity, new Overflow.Reject(), ThreadStarter.virtual()));
        }

        final void activate() {
            do {
                while (mailbox.pollSignal() != null || mailbox.poll(1) != null) {
                    handled++;
                }
            } while (!mailbox.rest(false));
        }

        final void send(int number) {
            if (mailbox.offer(number, Priority.NORMAL) && mailbox.wakeForMessage()) {
                activate();
            }
        }

        final void signal() {
            if (mailbox.signal(new Signal.Stop<>())) {
                activate();
            }
        }

        /** How much was handled and how much was left behind. */
        final void judge(II_Result result) {
            result.r1 = handled;
            result.r2 = mailbox.depth();
        }
    }

    private static String drained(Mailbox<Integer> mailbox, List<Object> taken) {
        for (Object mail = mailbox.poll(1); mail != null; mail = mailbox.poll(1)) {
            taken.add(mail);
        }
        return taken.toString();
    }

    @JCStressTest
    @Outcome(id = "2, 0", expect = Expect.ACCEPTABLE, desc = "both handled")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a message was lost, or waits for a wake-up that never comes")
    @State
    public static class NoWakeUpIsLostBetweenASenderAndTheReceiver extends Received {
        public NoWakeUpIsLostBetweenASenderAndTheReceiver() {
            super(SMALL);
        }

        @Actor
        public void receiver() {
            activate();
        }

        @Actor
        public void sender() {
            send(1);
            send(2);
        }

        @Arbiter
        public void afterwards(II_Result result) {
            judge(result);
        }
    }

    @JCStressTest
    @Outcome(id = "2, 0", expect = Expect.ACCEPTABLE, desc = "both handled, by one receiver at a time")
    @Outcome(expect = Expect.FORBIDDEN, desc = "both woke the actor, or none did")
    @State
    public static class OneOfTwoSendersWakesTheReceiver extends Received {
        public OneOfTwoSendersWakesTheReceiver() {
            super(SMALL);
            activate();
        }

        @Actor
        public void first() {
            send(1);
        }

        @Actor
        public void second() {
            send(2);
        }

        @Arbiter
        public void afterwards(II_Result result) {
            judge(result);
        }
    }

    @JCStressTest
    @Outcome(id = "2, 0", expect = Expect.ACCEPTABLE, desc = "both handled")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a signal or a message was lost or waits")
    @State
    public static class NoWakeUpByASignalIsLost extends Received {
        public NoWakeUpByASignalIsLost() {
            super(SMALL);
            activate();
        }

        @Actor
        public void sender() {
            send(1);
        }

        @Actor
        public void owner() {
            signal();
        }

        @Arbiter
        public void afterwards(II_Result result) {
            judge(result);
        }
    }

    @JCStressTest
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "the signal handled, the message kept for later")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the signal waits, or the message woke a suspended actor")
    @State
    public static class ASuspendedReceiverHearsSignalsOnly extends Received {
        public ASuspendedReceiverHearsSignalsOnly() {
            super(SMALL);
        }

        private void suspended() {
            do {
                while (mailbox.pollSignal() != null) {
                    handled++;
                }
            } while (!mailbox.rest(true));
        }

        @Actor
        public void receiver() {
            suspended();
            send(1);
        }

        @Actor
        public void owner() {
            if (mailbox.signal(new Signal.Stop<>())) {
                suspended();
            }
        }

        @Arbiter
        public void afterwards(II_Result result) {
            judge(result);
        }
    }

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
            drained(mailbox, taken);
        }

        @Arbiter
        public void afterwards(L_Result result) {
            String all = drained(mailbox, taken);
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
    public static class NoWakeUpIsLostWhileARingIsAdded extends Received {
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
    @Outcome(id = "\\[1, 2, 3\\]", expect = Expect.ACCEPTABLE, desc = "all, in order")
    @Outcome(expect = Expect.FORBIDDEN, desc = "lost, twice or out of order")
    @State
    public static class SignalsKeepTheirOrder {
        private final Mailbox<Integer> mailbox = new Mailbox<>(SMALL, new Overflow.Reject(), ThreadStarter.virtual());
        private final List<Integer> taken = new ArrayList<>();

        @Actor
        public void sender() {
            mailbox.signal(new Signal.Overflowed<>(1));
            mailbox.signal(new Signal.Overflowed<>(2));
            mailbox.signal(new Signal.Overflowed<>(3));
        }

        @Actor
        public void receiver() {
            drain();
        }

        private void drain() {
            while (mailbox.pollSignal() instanceof Signal.Overflowed<Integer>(int number)) {
                taken.add(number);
            }
        }

        @Arbiter
        public void afterwards(L_Result result) {
            drain();
            result.r1 = taken.toString();
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
            drained(mailbox, taken);
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

    @JCStressTest
    @Outcome(id = "\\[1, 2\\]", expect = Expect.ACCEPTABLE, desc = "both, the more urgent first")
    @Outcome(expect = Expect.FORBIDDEN, desc = "one went into lanes that were thrown away")
    @State
    public static class TwoSendersMayMakeTheLanesAtOnce {
        private final Mailbox<Integer> mailbox = new Mailbox<>(SMALL, new Overflow.Reject(), ThreadStarter.virtual());

        @Actor
        public void urgent() {
            mailbox.offer(1, Priority.CRITICAL);
        }

        @Actor
        public void patient() {
            mailbox.offer(2, Priority.BACKGROUND);
        }

        @Arbiter
        public void afterwards(L_Result result) {
            result.r1 = drained(mailbox, new ArrayList<>());
        }
    }

    @JCStressTest
    @Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "refused or given back, once")
    @Outcome(expect = Expect.FORBIDDEN, desc = "left in a closed mailbox, or given back twice")
    @State
    public static class AMessageIsNotLeftInAMailboxThatCloses {
        private final Mailbox<Integer> mailbox = new Mailbox<>(SMALL, new Overflow.Reject(), ThreadStarter.virtual());
        private final List<Object> leftOver = new ArrayList<>();
        private int refused;

        /** As {@link ActorCell#put} and {@link ActorCell#delivered} do it. */
        @Actor
        public void sender() {
            if (mailbox.closed()) {
                refused++;
                return;
            }
            mailbox.offer(1, Priority.NORMAL);
            if (mailbox.closed()) {
                mailbox.close(leftOver::add);
            }
        }

        @Actor
        public void receiver() {
            mailbox.close(leftOver::add);
        }

        @Arbiter
        public void afterwards(II_Result result) {
            result.r1 = refused + leftOver.size();
            result.r2 = mailbox.depth();
        }
    }

    @JCStressTest
    @Outcome(id = "7, 7", expect = Expect.ACCEPTABLE, desc = "each dropped, taken or still there, once")
    @Outcome(expect = Expect.FORBIDDEN, desc = "lost or twice")
    @State
    public static class DroppingOldMessagesLosesNoneUnseen {
        private static final int CAPACITY = 4;

        private final Mailbox<Integer> mailbox =
                new Mailbox<>(CAPACITY, new Overflow.DropOld(), ThreadStarter.virtual());
        private final List<Object> byFirst = new ArrayList<>();
        private final List<Object> bySecond = new ArrayList<>();
        private @Nullable Object taken;

        public DroppingOldMessagesLosesNoneUnseen() {
            for (int number = 0; number < CAPACITY; number++) {
                mailbox.offer(number, Priority.NORMAL);
            }
        }

        @Actor
        public void first() {
            mailbox.offerDroppingOld(10, Priority.NORMAL, byFirst::add);
        }

        @Actor
        public void second() {
            mailbox.offerDroppingOld(20, Priority.NORMAL, bySecond::add);
            taken = mailbox.poll(1);
            mailbox.offerDroppingOld(21, Priority.NORMAL, bySecond::add);
        }

        @Arbiter
        public void afterwards(II_Result result) {
            List<Object> all = new ArrayList<>();
            if (taken != null) {
                all.add(taken);
            }
            drained(mailbox, all);
            all.addAll(byFirst);
            all.addAll(bySecond);
            result.r1 = all.size();
            result.r2 = (int) all.stream().distinct().count();
        }
    }
}
