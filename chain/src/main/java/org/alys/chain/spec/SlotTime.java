package org.alys.chain.spec;

import java.time.Duration;
import java.time.Instant;

/** The arithmetic of slots: slot = floor(Unix time / length of a slot). */
public record SlotTime(int slotSeconds) {
    /** When a member that holds no certificate votes to skip, in hundredths of the slot. */
    private static final int SKIP_PERCENT = 75;

    public SlotTime {
        if (slotSeconds < 1) {
            throw new IllegalArgumentException("a slot lasts at least 1 second, got " + slotSeconds);
        }
    }

    public long slotAt(Instant time) {
        return Math.floorDiv(time.toEpochMilli(), slotSeconds * 1000L);
    }

    /** When {@code slot} begins, in Unix seconds; the timestamp of its block. */
    public long timestamp(long slot) {
        return Math.multiplyExact(slot, (long) slotSeconds);
    }

    public Instant start(long slot) {
        return Instant.ofEpochSecond(timestamp(slot));
    }

    /** When members without a certificate vote to skip {@code slot}. */
    public Instant skipDeadline(long slot) {
        return start(slot).plusMillis(slotSeconds * 1000L * SKIP_PERCENT / 100);
    }

    public Duration length() {
        return Duration.ofSeconds(slotSeconds);
    }
}
