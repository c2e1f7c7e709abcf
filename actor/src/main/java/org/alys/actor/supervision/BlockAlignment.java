package org.alys.actor.supervision;

import java.time.Duration;

/**
 * Asks that a repeated restart happens on a block boundary, so that it does not disturb a block being made.
 *
 * @param clock where the boundaries are
 * @param buffer added to the delay before it is rounded up to a boundary; not negative
 */
public record BlockAlignment(BlockClock clock, Duration buffer) {
    /** Two-second boundaries with a buffer of 500 ms. */
    public static final BlockAlignment STANDARD = new BlockAlignment(BlockClock.TWO_SECONDS, Duration.ofMillis(500));

    public BlockAlignment {
        if (buffer.isNegative()) {
            throw new IllegalArgumentException("negative buffer: " + buffer);
        }
    }
}
