package org.alys.engine.http;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.alys.engine.Timing;

/** A clock that only sleeping moves. */
final class FakeTiming implements Timing {
    final List<Duration> pauses = new ArrayList<>();
    private Instant now = Instant.ofEpochSecond(1_700_000_000);
    private Duration elapsed = Duration.ZERO;

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public Duration elapsed() {
        return elapsed;
    }

    @Override
    public void sleep(Duration duration) {
        pauses.add(duration);
        now = now.plus(duration);
        elapsed = elapsed.plus(duration);
    }
}
