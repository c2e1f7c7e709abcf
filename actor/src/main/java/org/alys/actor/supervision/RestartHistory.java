package org.alys.actor.supervision;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * The restarts of one actor that still count. Immutable.
 *
 * @param restarts when it was started again (or is about to be), oldest first; only those inside the window are kept
 * @param streak restarts in a row without a quiet time of one window between a restart and the next failure
 */
public record RestartHistory(List<Instant> restarts, int streak) {
    public static final RestartHistory EMPTY = new RestartHistory(List.of(), 0);

    public RestartHistory {
        restarts = List.copyOf(restarts);
    }

    /** How many restarts lie less than {@code window} before {@code now}. */
    public int within(Duration window, Instant now) {
        return (int) recent(window, now).count();
    }

    /** The number the next restart has, from 1; a quiet time of a whole window starts the count afresh. */
    public int nextAttempt(Duration window, Instant now) {
        return within(window, now) == 0 ? 1 : streak + 1;
    }

    /** The history after a failure at {@code now} that is answered by a restart {@code delay} later. */
    public RestartHistory restarting(Duration window, Instant now, Duration delay) {
        return new RestartHistory(
                Stream.concat(recent(window, now), Stream.of(now.plus(delay))).toList(), nextAttempt(window, now));
    }

    private Stream<Instant> recent(Duration window, Instant now) {
        Instant edge = now.minus(window);
        return restarts.stream().filter(restart -> restart.isAfter(edge));
    }
}
