package org.alys.engine.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.alys.engine.ExecutionFailure;
import org.alys.engine.SyncProgress;
import org.alys.engine.health.EngineHealth.Kind;
import org.junit.jupiter.api.Test;

class EngineHealthTest {
    private static final Instant START = Instant.ofEpochSecond(1_000_000);
    private static final Duration FAST = Duration.ofMillis(50);
    private static final ExecutionFailure TIMED_OUT = new ExecutionFailure.TimedOut("m", Duration.ofSeconds(8));

    private final EngineHealth health = new EngineHealth(HealthLimits.STANDARD);

    @Test
    void startsInitializing() {
        assertThat(health.state(START)).isEqualTo(new EngineState.Initializing());
    }

    @Test
    void isReadyAfterAnAnswer() {
        health.succeeded(START, Kind.OTHER, FAST);
        assertThat(health.state(START)).isEqualTo(new EngineState.Ready());
    }

    @Test
    void isSyncingWhileTheClientSaysSo() {
        SyncProgress progress = new SyncProgress(3, 9);
        health.succeeded(START, Kind.OTHER, FAST);
        health.progress(Optional.of(progress));
        assertThat(health.state(START)).isEqualTo(new EngineState.Syncing(progress));
        health.progress(Optional.empty());
        assertThat(health.state(START)).isEqualTo(new EngineState.Ready());
    }

    @Test
    void degradesWhenBuildingIsSlowAndRecoversWithTheWindow() {
        health.succeeded(START, Kind.BUILD, Duration.ofMillis(501));
        assertThat(health.state(START))
                .isInstanceOfSatisfying(
                        EngineState.Degraded.class,
                        state -> assertThat(state.reasons())
                                .containsExactly("Building a payload takes 501 ms, it should take 500 ms."));
        Instant later = START.plus(Duration.ofSeconds(61));
        assertThat(health.state(later)).isEqualTo(new EngineState.Ready());
    }

    @Test
    void isReadyAtExactlyTheLimits() {
        health.succeeded(START, Kind.BUILD, Duration.ofMillis(500));
        health.succeeded(START, Kind.EXECUTE, Duration.ofSeconds(1));
        assertThat(health.state(START)).isEqualTo(new EngineState.Ready());
    }

    @Test
    void degradesWhenExecutingIsSlow() {
        health.succeeded(START, Kind.EXECUTE, Duration.ofMillis(1001));
        assertThat(health.state(START)).isInstanceOf(EngineState.Degraded.class);
    }

    @Test
    void degradesBelowNinetyFivePercentSuccess() {
        for (int i = 0; i < 18; i++) {
            health.succeeded(START, Kind.OTHER, FAST);
        }
        health.failed(START, Kind.OTHER, FAST, TIMED_OUT);
        health.succeeded(START, Kind.OTHER, FAST);
        assertThat(health.successPercent(START)).contains(95);
        assertThat(health.state(START)).isEqualTo(new EngineState.Ready());
        health.failed(START, Kind.OTHER, FAST, TIMED_OUT);
        assertThat(health.state(START)).isInstanceOf(EngineState.Degraded.class);
    }

    @Test
    void fiveFailuresInARowAreAnErrorUntilTheNextAnswer() {
        for (int i = 0; i < 5; i++) {
            health.failed(START, Kind.OTHER, FAST, TIMED_OUT);
        }
        assertThat(health.state(START)).isEqualTo(new EngineState.Failed(TIMED_OUT));
        Instant later = START.plus(Duration.ofSeconds(90));
        health.succeeded(later, Kind.OTHER, FAST);
        assertThat(health.state(later)).isEqualTo(new EngineState.Ready());
    }

    @Test
    void wrongSecretIsAnErrorAtOnce() {
        ExecutionFailure refused = new ExecutionFailure.Unauthorised("http://el", "401");
        health.failed(START, Kind.OTHER, FAST, refused);
        assertThat(health.state(START)).isEqualTo(new EngineState.Failed(refused));
    }

    @Test
    void medianIsNotMovedByOneOutlier() {
        health.succeeded(START, Kind.BUILD, FAST);
        health.succeeded(START, Kind.BUILD, FAST);
        health.succeeded(START, Kind.BUILD, Duration.ofSeconds(30));
        assertThat(health.median(Kind.BUILD, START)).contains(FAST);
        assertThat(health.state(START)).isEqualTo(new EngineState.Ready());
    }
}
