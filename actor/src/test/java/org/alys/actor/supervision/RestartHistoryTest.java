package org.alys.actor.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What the history counts is what a look at every restart would count. */
class RestartHistoryTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration WINDOW = Duration.ofSeconds(30);

    private static boolean counts(Instant restart, Instant now) {
        return Duration.between(restart, now).compareTo(WINDOW) < 0;
    }

    @Property
    void countsTheRestartsInsideTheWindowHoweverTheClockIsSet(
            @ForAll @Size(max = 40) List<@IntRange(min = -40_000, max = 40_000) Integer> gapsMillis,
            @ForAll @Size(min = 40, max = 40) List<@IntRange(max = 3) Integer> delays) {
        RestartHistory history = RestartHistory.EMPTY;
        List<Instant> restarts = new ArrayList<>();
        Instant now = START;
        for (int n = 0; n < gapsMillis.size(); n++) {
            now = now.plusMillis(gapsMillis.get(n));
            Instant then = now;
            restarts.removeIf(restart -> !counts(restart, then));
            assertThat(history.within(WINDOW, now)).isEqualTo(restarts.size());

            Duration delay = Duration.ofSeconds(10L * delays.get(n));
            history = history.restarting(WINDOW, now, delay);
            restarts.add(now.plus(delay));

            assertThat(history.restarts()).isSorted().containsExactlyInAnyOrderElementsOf(restarts);
        }
    }
}
