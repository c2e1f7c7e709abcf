package org.alys.actor.registry;

import java.time.Instant;

/** Counts events of the last minute, by the second; fixed in size. Not safe for threads. */
final class Rate {
    private static final int SECONDS = 60;

    private final int[] counts = new int[SECONDS];
    private long latest = Long.MIN_VALUE;

    void count(Instant now) {
        forget(now);
        counts[slot(latest)]++;
    }

    /** Events in the 60 seconds up to now; an older {@code now} than was seen counts as the newest seen. */
    int lastMinute(Instant now) {
        forget(now);
        int sum = 0;
        for (int count : counts) {
            sum += count;
        }
        return sum;
    }

    private void forget(Instant now) {
        long second = Math.max(latest, now.getEpochSecond());
        long first = latest == Long.MIN_VALUE ? second : Math.max(latest + 1, second - SECONDS + 1);
        for (long gone = first; gone <= second; gone++) {
            counts[slot(gone)] = 0;
        }
        latest = second;
    }

    private static int slot(long second) {
        return (int) Math.floorMod(second, (long) SECONDS);
    }
}
