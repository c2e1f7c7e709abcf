package org.alys.actor.testkit;

import java.time.Duration;
import org.alys.actor.ActorOptions;
import org.alys.actor.ExecutionMode;
import org.alys.actor.Overflow;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Timeout;

/** The contract of mailboxes, kept by each policy, small and large, in both modes of execution. */
@Timeout(120)
class EveryMailboxTest {
    abstract static class Direct extends MailboxContract {
        abstract Overflow overflow();

        int capacity() {
            return 16;
        }

        @Override
        protected ActorOptions options() {
            return ActorOptions.DEFAULTS.withMailbox(capacity(), overflow());
        }
    }

    abstract static class Compute extends Direct {
        @Override
        protected ActorOptions options() {
            return super.options().withMode(ExecutionMode.COMPUTE);
        }
    }

    @Nested
    class Rejecting extends Direct {
        @Override
        Overflow overflow() {
            return new Overflow.Reject();
        }
    }

    @Nested
    class RejectingInComputeMode extends Compute {
        @Override
        Overflow overflow() {
            return new Overflow.Reject();
        }
    }

    /** Large enough to change queues on the way. */
    @Nested
    class Large extends Direct {
        @Override
        Overflow overflow() {
            return new Overflow.Reject();
        }

        @Override
        int capacity() {
            return 128;
        }
    }

    @Nested
    class LargeInComputeMode extends Compute {
        @Override
        Overflow overflow() {
            return new Overflow.Reject();
        }

        @Override
        int capacity() {
            return 128;
        }
    }

    @Nested
    class DroppingNew extends Direct {
        @Override
        Overflow overflow() {
            return new Overflow.DropNew();
        }
    }

    @Nested
    class DroppingOld extends Direct {
        @Override
        Overflow overflow() {
            return new Overflow.DropOld();
        }
    }

    @Nested
    class DroppingOldInComputeMode extends Compute {
        @Override
        Overflow overflow() {
            return new Overflow.DropOld();
        }
    }

    @Nested
    class Waiting extends Direct {
        @Override
        Overflow overflow() {
            return new Overflow.Block(Duration.ofMillis(100));
        }
    }

    @Nested
    class WaitingInComputeMode extends Compute {
        @Override
        Overflow overflow() {
            return new Overflow.Block(Duration.ofMillis(100));
        }
    }

    @Nested
    class Growing extends Direct {
        @Override
        Overflow overflow() {
            return new Overflow.Resize(64);
        }
    }

    @Nested
    class Failing extends Direct {
        @Override
        Overflow overflow() {
            return new Overflow.FailActor();
        }
    }
}
