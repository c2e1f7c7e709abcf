package org.alys.chain.spec;

import java.time.Duration;
import java.time.Instant;

/**
 * Slots: equal pieces of Unix time, counted from the epoch.
 *
 * @param slotSeconds length of a slot, at least 1
 */
public record SlotTime(int slotSeconds) {
    public SlotTime {
        if (slotSeconds < 1) {
            throw new IllegalArgumentException("a slot lasts at least a second, not " + slotSeconds);
        }
    }

    public Duration duration() {
        return Duration.ofSeconds(slotSeconds);
    }

    /** The slot that {@code time}, not before the epoch, lies in. */
    public long slotAt(Instant time) {
        return Math.floorDiv(time.toEpochMilli(), 1000L * slotSeconds);
    }

    /** Unix time in seconds at which {@code slot} starts: the timestamp of its payload. */
    public long timestampSeconds(long slot) {
        return Math.multiplyExact(slot, (long) slotSeconds);
    }

    public Instant start(long slot) {
        return Instant.ofEpochSecond(timestampSeconds(slot));
    }

    /** When 75 % of {@code slot} have passed: a member that holds no certificate for it then votes to skip it. */
    public Instant skipDeadline(long slot) {
        return start(slot).plusMillis(750L * slotSeconds);
    }
}
