package org.alys.evm.store;

/** The store cannot do what it was asked; {@link #failure} says why. */
public final class StoreException extends RuntimeException {
    private final transient StoreFailure failure;

    public StoreException(StoreFailure failure) {
        super(failure.line());
        this.failure = failure;
    }

    StoreException(StoreFailure failure, Throwable cause) {
        super(failure.line(), cause);
        this.failure = failure;
    }

    public StoreFailure failure() {
        return failure;
    }
}
