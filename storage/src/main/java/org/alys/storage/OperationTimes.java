package org.alys.storage;

import java.time.Duration;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Counts and times one kind of operation. */
final class OperationTimes {
    private final LongSupplier nanoTime;
    private final LongAdder count = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder totalNanos = new LongAdder();
    private final LongAccumulator longestNanos = new LongAccumulator(Math::max, 0);

    OperationTimes(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    <T> T time(Supplier<T> operation) {
        long start = nanoTime.getAsLong();
        boolean failed = true;
        try {
            T result = operation.get();
            failed = false;
            return result;
        } finally {
            long nanos = nanoTime.getAsLong() - start;
            count.increment();
            totalNanos.add(nanos);
            longestNanos.accumulate(nanos);
            if (failed) {
                failures.increment();
            }
        }
    }

    StorageStats.OperationStats snapshot() {
        return new StorageStats.OperationStats(
                count.sum(), failures.sum(), Duration.ofNanos(totalNanos.sum()), Duration.ofNanos(longestNanos.get()));
    }
}
