package org.alys.actor;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** For an asker that waits on its thread, the one that made this object. */
final class AwaitedReply<R> extends PendingReply<R> {
    private static final VarHandle OUTCOME;

    static {
        try {
            OUTCOME = MethodHandles.lookup().findVarHandle(AwaitedReply.class, "outcome", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private record Failed(AskFailure reason) {}

    private final ThreadStarter threads;
    private final Thread asker = Thread.currentThread();
    /** The answer, or Failed. */
    private volatile @Nullable Object outcome;

    AwaitedReply(ActorPath recipient, ThreadStarter threads) {
        super(recipient);
        this.threads = threads;
    }

    @Override
    boolean complete(R answer) {
        return settle(answer);
    }

    @Override
    boolean fail(AskFailure reason) {
        return outcome == null && settle(new Failed(reason));
    }

    private boolean settle(Object result) {
        if (!OUTCOME.compareAndSet(this, null, result)) {
            return false;
        }
        if (!Thread.currentThread().equals(asker)) {
            threads.unpark(asker);
        }
        return true;
    }

    @Override
    public boolean isOver() {
        return outcome != null;
    }

    /** Parks the asker until there is an outcome. The exception thrown is made here, so its trace is the asker's. */
    R await() {
        while (outcome == null) {
            if (Thread.interrupted()) {
                fail(new AskFailure.Interrupted(recipient()));
                Thread.currentThread().interrupt();
                break;
            }
            threads.park(this);
        }
        if (outcome instanceof Failed(AskFailure reason)) {
            throw new AskException(reason);
        }
        @SuppressWarnings("unchecked") // Only complete(R) puts anything else in.
        R answer = (R) outcome;
        if (answer == null) {
            throw new IllegalStateException("an ask ended without an outcome");
        }
        return answer;
    }
}
