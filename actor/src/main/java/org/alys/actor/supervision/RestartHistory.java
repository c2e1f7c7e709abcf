package org.alys.actor.supervision;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The restarts of one actor that still count. Immutable. An actor may restart thousands of times inside its window and still
 * be quick about it: since the oldest come first, those that count no more are found without a look at all others.
 *
 * @param restarts when it was started again (or is about to be), oldest first, also after the clock was put back; only those
 *     inside the window are kept, and the latest 20,000 of those
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
        return restarts.size() - gone(window, now);
    }

    /** The number the next restart has, from 1; a quiet time of a whole window starts the count afresh. */
    public int nextAttempt(Duration window, Instant now) {
        return within(window, now) == 0 ? 1 : streak + 1;
    }

    /** The history after a failure at {@code now} that is answered by a restart {@code delay} later. */
    public RestartHistory restarting(Duration window, Instant now, Duration delay) {
        List<Instant> all = new ArrayList<>(restarts.size() + 1);
        all.addAll(restarts.subList(gone(window, now), restarts.size()));
        Instant next = now.plus(delay);
        int at = all.size();
        while (at > 0 && all.get(at - 1).isAfter(next)) {
            at--;
        }
        all.add(at, next);
        return new RestartHistory(all.subList(Math.max(0, all.size() - MOST), all.size()), nextAttempt(window, now));
    }

    /** How many restarts, the first ones, lie {@code window} or more before {@code now}. */
    private int gone(Duration window, Instant now) {
        int gone = 0;
        while (gone < restarts.size()
                && Duration.between(restarts.get(gone), now).compareTo(window) >= 0) {
            gone++;
        }
        return gone;
    }
}
