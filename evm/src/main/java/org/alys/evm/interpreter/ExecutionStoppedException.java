package org.alys.evm.interpreter;

/** A {@link StopSignal} was raised. The state that the code ran on is of no use any more. */
public final class ExecutionStoppedException extends RuntimeException {
    ExecutionStoppedException() {
        super("execution stopped", null, false, false);
    }
}
