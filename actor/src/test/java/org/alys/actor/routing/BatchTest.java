package org.alys.actor.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.alys.actor.Timers;
import org.junit.jupiter.api.Test;

class BatchTest {
    /** Remembers the one timer a batch uses. */
    private static final class OneTimer implements Timers<String> {
        private final List<String> set = new ArrayList<>();

        @Override
        public void single(String key, Duration delay, String message) {
            set.add(key + " " + delay + " " + message);
        }

        @Override
        public void periodic(String key, Duration interval, String message) {
            throw new AssertionError("a batch needs no periodic timer");
        }

        @Override
        public boolean cancel(String key) {
            return set.removeIf(timer -> timer.startsWith(key));
        }

        @Override
        public boolean active(String key) {
            return set.stream().anyMatch(timer -> timer.startsWith(key));
        }
    }

    private final OneTimer timers = new OneTimer();
    private final List<List<Integer>> batches = new ArrayList<>();
    private final Batch<Integer, String> batch =
            new Batch<>(timers, "batch", 3, Duration.ofMillis(5), "flush", batches::add);

    @Test
    void isHandedOnWhenFull() {
        for (int n = 1; n <= 4; n++) {
            batch.add(n);
        }

        assertThat(batches).containsExactly(List.of(1, 2, 3));
    }

    @Test
    void waitsNoLongerThanItsFirstItemMay() {
        batch.add(1);
        batch.add(2);
        assertThat(timers.set).containsExactly("batch PT0.005S flush");

        batch.flush();

        assertThat(batches).containsExactly(List.of(1, 2));
        assertThat(timers.active("batch")).isFalse();
    }

    @Test
    void isNeverEmpty() {
        batch.flush();

        assertThat(batches).isEmpty();
    }
}
