package org.alys.p2p.transport;

import java.io.InterruptedIOException;
import java.util.concurrent.locks.Condition;
import java.util.function.BooleanSupplier;

/** Waiting on a condition inside an I/O call. */
public final class Waiting {
    private Waiting() {}

    /**
     * Waits, with the condition's lock held, until {@code met}.
     *
     * @throws InterruptedIOException when the thread is interrupted, which it remains
     */
    public static void until(Condition condition, BooleanSupplier met) throws InterruptedIOException {
        try {
            while (!met.getAsBoolean()) {
                condition.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }
}
