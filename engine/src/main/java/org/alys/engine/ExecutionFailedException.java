package org.alys.engine;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The execution layer could not answer; {@link #failure} has the facts. */
public final class ExecutionFailedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient ExecutionFailure failure;

    public ExecutionFailedException(ExecutionFailure failure) {
        this(failure, null);
    }

    public ExecutionFailedException(ExecutionFailure failure, @Nullable Throwable cause) {
        super(failure.code() + ": " + failure.describe(), cause);
        this.failure = failure;
    }

    public ExecutionFailure failure() {
        return failure;
    }
}
