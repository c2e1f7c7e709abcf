package org.alys.actor.supervision;

import java.time.Duration;
import java.time.Instant;

/**
 * The instants at which blocks are due: genesis plus a whole number of intervals, in both directions.
 *
 * @param genesis one of the boundaries
 * @param interval time between two boundaries, at least one millisecond
 */
public record BlockClock(Instant genesis, Duration interval) {
    /** Boundaries every 2 seconds from the epoch, the block interval of Alys. */
    public static final BlockClock TWO_SECONDS = new BlockClock(Instant.EPOCH, Duration.ofSeconds(2));

    public BlockClock {
        if (interval.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException("block interval below 1 ms: " + interval);
        }
    }

    /** The first boundary not before {@code instant}. */
    public Instant atOrAfter(Instant instant) {
        Instant before = atOrBefore(instant);
        return before.equals(instant) ? before : before.plus(interval);
    }

    /** The last boundary not after {@code instant}. */
    public Instant atOrBefore(Instant instant) {
        long sinceGenesis = Duration.between(genesis, instant).toNanos();
        return instant.minusNanos(Math.floorMod(sinceGenesis, interval.toNanos()));
    }
}
