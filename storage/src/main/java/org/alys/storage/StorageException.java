package org.alys.storage;

/** Broken input or output, or a store that must not be used. The {@link #failure} says which and what to do. */
public final class StorageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient StorageFailure failure;

    public StorageException(StorageFailure failure) {
        super(failure.line());
        this.failure = failure;
    }

    public StorageException(StorageFailure failure, Throwable cause) {
        super(failure.line(), cause);
        this.failure = failure;
    }

    public StorageFailure failure() {
        return failure;
    }
}
