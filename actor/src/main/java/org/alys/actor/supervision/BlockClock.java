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

    /** The number of the slot that holds {@code instant}; slot 0 begins at genesis, those before it are negative. */
    public long slot(Instant instant) {
        return Math.floorDiv(Duration.between(genesis, instant).toNanos(), interval.toNanos());
    }

    /** When a slot begins. */
    public Instant startOf(long slot) {
        return genesis.plus(interval.multipliedBy(slot));
    }

    /** Whether a block can be made at {@code instant}: in the first half of a slot, so that it arrives in the second. */
    public boolean inProductionWindow(Instant instant) {
        return Duration.between(atOrBefore(instant), instant).multipliedBy(2).compareTo(interval) < 0;
    }

    /** {@code instant} if it is in a production window, otherwise when the next one opens. */
    public Instant nextProduction(Instant instant) {
        return inProductionWindow(instant) ? instant : atOrAfter(instant);
    }

    /** How much of the production window that holds {@code instant} is left; zero outside. */
    public Duration productionLeft(Instant instant) {
        return inProductionWindow(instant)
                ? Duration.between(instant, atOrBefore(instant).plus(interval.dividedBy(2)))
                : Duration.ZERO;
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
