package org.alys.actor.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class BlockClockTest {
    @Property
    void putsEveryInstantBetweenTwoBoundariesOneIntervalApart(
            @ForAll @LongRange(min = -4_000_000_000_000_000_000L, max = 4_000_000_000_000_000_000L) long nanos,
            @ForAll @IntRange(min = 1, max = 100_000) int intervalMillis) {
        BlockClock clock = new BlockClock(Instant.EPOCH, Duration.ofMillis(intervalMillis));
        Instant instant = Instant.EPOCH.plusNanos(nanos);

        Instant before = clock.atOrBefore(instant);
        Instant after = clock.atOrAfter(instant);

        assertThat(before).isBeforeOrEqualTo(instant);
        assertThat(after).isAfterOrEqualTo(instant);
        assertThat(Duration.between(before, after)).isIn(Duration.ZERO, clock.interval());
        assertThat(Duration.between(Instant.EPOCH, before).toNanos()
                        % clock.interval().toNanos())
                .isZero();
    }

    @Example
    void takesABoundaryForItself() {
        Instant boundary = Instant.parse("2026-01-01T00:00:02Z");

        assertThat(BlockClock.TWO_SECONDS.atOrAfter(boundary)).isEqualTo(boundary);
        assertThat(BlockClock.TWO_SECONDS.atOrBefore(boundary)).isEqualTo(boundary);
    }
}
