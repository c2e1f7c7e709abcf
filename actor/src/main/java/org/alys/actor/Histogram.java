package org.alys.actor;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Durations in buckets that double: bucket n holds those of n significant bits in nanoseconds. Any thread may add.
 */
public final class Histogram {
    private static final int BUCKETS = Long.SIZE;

    private final AtomicLongArray counts = new AtomicLongArray(BUCKETS);

    void add(long nanos) {
        counts.getAndIncrement(bits(nanos));
    }

    private static int bits(long nanos) {
        return nanos <= 0 ? 0 : Long.SIZE - Long.numberOfLeadingZeros(nanos);
    }

    /** How many durations were added. */
    public long count() {
        long sum = 0;
        for (int i = 0; i < BUCKETS; i++) {
            sum += counts.get(i);
        }
        return sum;
    }

    /**
     * A duration in nanoseconds that the given share of those added does not exceed; at most twice the exact one. Zero if
     * there is none.
     *
     * @param share above 0, at most 1
     */
    public long atMostNanos(double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("a share is above 0 and at most 1: " + share);
        }
        long wanted = (long) Math.ceil(share * count());
        long seen = 0;
        for (int bits = 0; bits < BUCKETS; bits++) {
            seen += counts.get(bits);
            if (seen >= wanted) {
                return (1L << bits) - 1;
            }
        }
        return Long.MAX_VALUE;
    }
}
