package org.alys.evm.interpreter;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Tells running code to stop, from another thread. Code looks at it at every jump and call, so it stops within microseconds, or
 * after the precompiled contract that runs. May be raised by any thread, any number of times.
 */
public final class StopSignal {
    /** For code that nobody stops. Raising it is an error. */
    public static final StopSignal NEVER = new StopSignal();

    private static final VarHandle RAISED;

    static {
        try {
            RAISED = MethodHandles.lookup().findVarHandle(StopSignal.class, "raised", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("UnusedVariable") // through RAISED
    private boolean raised;

    public void raise() {
        if (this == NEVER) {
            throw new IllegalStateException("nobody stops this code");
        }
        RAISED.setOpaque(this, true);
    }

    /** Costs what reading a field costs, and is never kept in a register. */
    boolean isRaised() {
        return (boolean) RAISED.getOpaque(this);
    }

    /**
     * Goes on when nobody raised it.
     *
     * @throws ExecutionStoppedException otherwise
     */
    public void check() {
        if (isRaised()) {
            throw new ExecutionStoppedException();
        }
    }
}
