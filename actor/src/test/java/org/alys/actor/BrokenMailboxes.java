package org.alys.actor;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Mailboxes broken on purpose, to show that {@link InterleavingTest} finds what it is for. */
public final class BrokenMailboxes {
    private BrokenMailboxes() {}

    /** Looks, takes its time, and rests without another look. */
    private static final class Forgetful extends Mailbox<Integer> {
        Forgetful() {
            super(16, new Overflow.Reject(), ThreadStarter.virtual());
        }

        @Override
        boolean rest(boolean signalsOnly) {
            if (somethingWaits(signalsOnly)) {
                return false;
            }
            for (int spin = 0; spin < 20; spin++) {
                Thread.onSpinWait();
            }
            declareRest(signalsOnly);
            return true;
        }
    }

    @JCStressTest
    @Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "handled")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the wake-up was lost")
    @State
    public static class AForgetfulOneLosesAWakeUp extends MailboxProofs.Received {
        public AForgetfulOneLosesAWakeUp() {
            super(new Forgetful());
        }

        @Actor
        public void receiver() {
            activate();
        }

        @Actor
        public void sender() {
            send(1);
        }

        @Arbiter
        public void afterwards(II_Result result) {
            judge(result);
        }
    }
}
