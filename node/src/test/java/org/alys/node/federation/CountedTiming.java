package org.alys.node.federation;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.alys.engine.Timing;

/** Time of one execution client: waiting costs nothing but counts. */
final class CountedTiming implements Timing {
    private final ManualClock clock;
    private final AtomicLong slept = new AtomicLong();

    CountedTiming(ManualClock clock) {
        this.clock = clock;
    }

    @Override
    public Instant now() {
        return clock.now();
    }

    @Override
    public Duration elapsed() {
        return Duration.ofNanos(clock.nanos() + slept.get());
    }

    @Override
    public void sleep(Duration duration) {
        slept.addAndGet(duration.toNanos());
    }
}
