package org.alys.actor.block;

import java.time.Duration;
import java.time.Instant;
import org.alys.actor.supervision.BlockClock;

/**
 * The times actors of a chain work to.
 *
 * @param clock where the boundaries are; an interval of 1 to 10 s
 * @param latency a message of consensus is handled within this, more than zero and less than the interval
 * @param coordination members of a federation answer each other within this, more than zero and less than the interval
 */
public record BlockTiming(BlockClock clock, Duration latency, Duration coordination) {
    /** Two-second blocks, 100 ms, 500 ms. */
    public static final BlockTiming STANDARD =
            new BlockTiming(BlockClock.TWO_SECONDS, Duration.ofMillis(100), Duration.ofMillis(500));

    public BlockTiming {
        Duration interval = clock.interval();
        if (interval.compareTo(Duration.ofSeconds(1)) < 0 || interval.compareTo(Duration.ofSeconds(10)) > 0) {
            throw new IllegalArgumentException("block interval outside 1 to 10 s: " + interval);
        }
        if (!latency.isPositive()
                || !coordination.isPositive()
                || latency.compareTo(interval) >= 0
                || coordination.compareTo(interval) >= 0) {
            throw new IllegalArgumentException(
                    "latency " + latency + " and coordination " + coordination + " do not fit into " + interval);
        }
    }

    /**
     * How long work that began at {@code now} may take and still end inside the production window, at most {@code budget};
     * zero if the window is closed.
     */
    public Duration within(Duration budget, Instant now) {
        Duration left = clock.productionLeft(now);
        return left.compareTo(budget) < 0 ? left : budget;
    }
}
