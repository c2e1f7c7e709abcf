package org.alys.actor;

import java.util.ArrayList;
import java.util.List;
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

    static String drained(Mailbox<Integer> mailbox, List<Object> taken) {
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
