package org.alys.actor.supervision;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * The restarts of one actor that still count. Immutable.
 *
 * @param restarts when it was started again (or is about to be), oldest first; only those inside the window are kept,
 *     and the latest 20,000 of those
 * @param streak restarts in a row without a quiet time of one window between a restart and the next failure
 */
public record RestartHistory(List<Instant> restarts, int streak) {
    /** Most restarts remembered: as many as a policy may allow, with those beyond its limit. */
    static final int MOST = 20_000;

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
        List<Instant> all =
                Stream.concat(recent(window, now), Stream.of(now.plus(delay))).toList();
        return new RestartHistory(all.subList(Math.max(0, all.size() - MOST), all.size()), nextAttempt(window, now));
    }

    private Stream<Instant> recent(Duration window, Instant now) {
        return restarts.stream()
                .filter(restart -> Duration.between(restart, now).compareTo(window) < 0);
    }
}
