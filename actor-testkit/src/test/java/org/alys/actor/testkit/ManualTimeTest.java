package org.alys.actor.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManualTimeTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ManualTime time = new ManualTime();
    private final List<String> run = new ArrayList<>();

    @Test
    void neverRunsWhatIsDueAtTheEndOfTime() {
        time.advance(SECOND);

        time.schedule(ChronoUnit.FOREVER.getDuration(), () -> run.add("for ever"));
        time.schedule(Duration.ofNanos(Long.MAX_VALUE), () -> run.add("292 years"));
        time.advance(Duration.ofDays(36500));

        assertThat(run).isEmpty();
        assertThat(time.pending()).isEqualTo(2);
    }

    @Test
    void neverGoesBack() {
        time.schedule(SECOND, () -> time.advance(Duration.ofMinutes(1)));
        time.schedule(SECOND.multipliedBy(2), () -> run.add("at " + Duration.ofNanos(time.nanos())));

        time.advance(SECOND.multipliedBy(3));

        assertThat(time.nanos()).isEqualTo(Duration.ofSeconds(61).toNanos());
        assertThat(run).containsExactly("at PT2S");
        assertThatThrownBy(() -> time.advance(SECOND.negated())).isInstanceOf(IllegalArgumentException.class);
        assertThat(time.nanos()).isEqualTo(Duration.ofSeconds(61).toNanos());
    }
}
