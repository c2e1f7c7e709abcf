package org.alys.actor.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.alys.actor.Priority;
import org.alys.actor.supervision.ScoreRestart;

class HealthRecordTest {
    private static final HealthThresholds STANDARD = HealthThresholds.STANDARD;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Provide
    Arbitrary<HealthThresholds> thresholds() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 5),
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.integers().between(0, 4))
                .as((failures, successes, recoveries) ->
                        new HealthThresholds(failures, successes, Duration.ofSeconds(5), recoveries));
    }

    private static HealthRecord step(HealthRecord health, int step, HealthThresholds thresholds) {
        return switch (step) {
            case 0, 1 -> health.failed(thresholds);
            case 2 -> health.succeeded(thresholds);
            case 3 -> health.sick(thresholds);
            default -> health.recovering();
        };
    }

    @Example
    void becomesUnhealthyAtTheThresholdAndHealthyAgainAfterTwoSuccesses() {
        HealthRecord once = HealthRecord.UNKNOWN.succeeded(STANDARD).failed(STANDARD);
        HealthRecord thrice = once.failed(STANDARD).failed(STANDARD);

        assertThat(once.state()).isEqualTo(HealthState.DEGRADED);
        assertThat(thrice.state()).isEqualTo(HealthState.UNHEALTHY);
        assertThat(thrice.recovering().succeeded(STANDARD).state()).isEqualTo(HealthState.RECOVERING);
        assertThat(thrice.recovering().succeeded(STANDARD).succeeded(STANDARD).state())
                .isEqualTo(HealthState.HEALTHY);
    }

    @Property
    void isUnhealthyAfterEnoughFailuresAndHealthyAfterEnoughSuccessesWhateverCameBefore(
            @ForAll("thresholds") HealthThresholds limits,
            @ForAll @Size(max = 30) List<@IntRange(max = 4) Integer> before) {
        HealthRecord health = HealthRecord.UNKNOWN;
        for (int each : before) {
            health = step(health, each, limits);
        }
        HealthRecord worse = health;
        for (int n = 0; n < limits.failures(); n++) {
            worse = worse.failed(limits);
        }
        HealthRecord better = health;
        for (int n = 0; n < limits.successes(); n++) {
            better = better.succeeded(limits);
        }

        assertThat(worse.state()).isEqualTo(HealthState.UNHEALTHY);
        assertThat(better).returns(HealthState.HEALTHY, HealthRecord::state).returns(0, HealthRecord::recoveries);
    }

    @Property
    void takesOnlyLegalSteps(
            @ForAll("thresholds") HealthThresholds limits,
            @ForAll @Size(max = 60) List<@IntRange(max = 4) Integer> steps) {
        HealthRecord health = HealthRecord.UNKNOWN;
        for (int each : steps) {
            HealthRecord next = step(health, each, limits);
            assertThat(health.state().canMoveTo(next.state())).isTrue();
            assertThat(health.state().canMoveTo(HealthState.SHUTTING_DOWN)).isTrue();
            health = next;
        }
        HealthRecord over = health.shuttingDown();
        for (int each : steps) {
            assertThat(step(over, each, limits)).isEqualTo(over);
        }
    }

    /** One episode is the time from the first trouble until it is healthy again. */
    @Property
    void triesAllRecoveriesInAnEpisodeAndThenEscalatesOnce(
            @ForAll("thresholds") HealthThresholds limits,
            @ForAll @Size(max = 200) List<@IntRange(max = 3) Integer> steps) {
        HealthRecord health = HealthRecord.UNKNOWN;
        int recoveries = 0;
        int escalations = 0;
        for (int each : steps) {
            health = step(health, each, limits);
            switch (health.due(limits)) {
                case NOTHING -> {}
                case RECOVERY -> {
                    recoveries++;
                    health = health.recovering();
                }
                case ESCALATION -> {
                    assertThat(recoveries).isEqualTo(limits.recoveries());
                    escalations++;
                    health = health.handedOver();
                }
            }
            assertThat(health.due(limits)).isEqualTo(HealthRecord.Due.NOTHING);
            assertThat(escalations).isLessThanOrEqualTo(1);
            assertThat(recoveries).isLessThanOrEqualTo(limits.recoveries());
            if (health.state() == HealthState.HEALTHY) {
                recoveries = 0;
                escalations = 0;
            }
        }
    }

    @Property
    void growsTheTimeoutByHalfAfterEachRecovery(@ForAll @IntRange(max = 40) int recoveries) {
        Duration timeout = STANDARD.timeoutAfter(recoveries);

        assertThat(timeout).isBetween(STANDARD.timeout(), Duration.ofSeconds(16_627));
        if (recoveries > 0 && recoveries <= HealthThresholds.MAX_RECOVERIES) {
            assertThat((double) timeout.toNanos()
                            / STANDARD.timeoutAfter(recoveries - 1).toNanos())
                    .isCloseTo(1.5, org.assertj.core.data.Offset.offset(1e-6));
        }
    }

    @Property
    void doublesTheDelayOfAScoredRestartFiveTimes(@ForAll @IntRange(max = 1000) int before) {
        assertThat(ScoreRestart.STANDARD.delay(before))
                .isEqualTo(Duration.ofSeconds(2L << Math.min(before, 5)))
                .isLessThanOrEqualTo(Duration.ofSeconds(64));
    }

    @Example
    void callsForARestartByScoreOrBySilence() {
        assertThat(ScoreRestart.STANDARD.calls(70, 4)).isFalse();
        assertThat(ScoreRestart.STANDARD.calls(69, 0)).isTrue();
        assertThat(ScoreRestart.STANDARD.calls(100, 5)).isTrue();
        assertThat(ScoreRestart.STRICT.calls(79, 0)).isTrue();
        assertThatThrownBy(() -> new ScoreRestart(101, 1, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Example
    void weighsComplaintsDownToZero() {
        HealthScore score = HealthScore.FULL
                .less(true, 20, "queue")
                .less(false, 15, "production")
                .less(true, 15, "import");

        assertThat(score).isEqualTo(new HealthScore(65, List.of("queue", "import")));
        assertThat(score.less(true, 100, "errors").value()).isZero();
    }

    @Example
    void halvesTheScoreForACriticalActorAndCountsTheFederation() {
        HealthRecord well = HealthRecord.UNKNOWN.succeeded(STANDARD);
        HealthReport report = new HealthReport(Map.of(
                "a", entry(well, Priority.NORMAL),
                "b", entry(well, Priority.NORMAL),
                "c", entry(well, Priority.NORMAL),
                "d", entry(well.failed(STANDARD), Priority.CRITICAL)));

        assertThat(report.score()).isEqualTo((300 + 50) / 4.0 / 2);
        assertThat(report.consensusReady(3)).isTrue();
        assertThat(report.consensusReady(4)).isFalse();
        assertThat(report.counts()).containsEntry(HealthState.DEGRADED, 1).containsEntry(HealthState.UNKNOWN, 0);
    }

    private static HealthReport.Entry entry(HealthRecord health, Priority priority) {
        return new HealthReport.Entry(health, priority, true, HealthScore.FULL);
    }

    /** However actors come, change and go, the running count is the count of those that are there. */
    @Property
    void keepsTheTallyRight(@ForAll @Size(max = 60) List<@IntRange(max = 191) Integer> changes) {
        HealthTally tally = new HealthTally();
        Map<String, HealthReport.Entry> present = new java.util.HashMap<>();
        for (int change : changes) {
            String name = "a" + change % 8;
            HealthReport.Entry before = present.remove(name);
            if (before != null) {
                tally.remove(before.health().state(), before.priority(), before.federation());
            }
            int kind = change / 8;
            if (kind < 20) {
                HealthState state = List.of(HealthState.values()).get(kind % 6);
                HealthRecord health = new HealthRecord(state, 0, 0, 0, false);
                HealthReport.Entry entry = entry(health, kind % 2 == 0 ? Priority.CRITICAL : Priority.BACKGROUND);
                present.put(name, entry);
                tally.add(state, entry.priority(), entry.federation());
            }
            HealthReport report = new HealthReport(present);
            assertThat(tally.score()).isEqualTo(report.score()).isBetween(0.0, 100.0);
            assertThat(tally.counts()).isEqualTo(report.counts());
        }
    }

    @Property
    void drawsTheLineOfItsSamples(
            @ForAll @IntRange(min = 2, max = 50) int samples,
            @ForAll @DoubleRange(min = -0.5, max = 0.5) double perSample) {
        List<HealthHistory.Sample> line = new ArrayList<>();
        for (int n = 0; n < samples; n++) {
            line.add(new HealthHistory.Sample(START.plusSeconds(10L * n), 50 + perSample * n, Map.of(), 0));
        }
        HealthHistory.Trend trend =
                new HealthHistory(line, List.of()).trend(Duration.ofHours(1), START.plusSeconds(10L * samples));

        assertThat(trend.perHour()).isCloseTo(perSample * 360, org.assertj.core.data.Offset.offset(1e-3));
        double moved = perSample * (samples - 1);
        if (moved > 1.001) {
            assertThat(trend.direction()).isEqualTo(HealthHistory.Direction.IMPROVING);
        } else if (moved < -1.001) {
            assertThat(trend.direction()).isEqualTo(HealthHistory.Direction.DECLINING);
        } else if (Math.abs(moved) < 0.999) {
            assertThat(trend.direction()).isEqualTo(HealthHistory.Direction.STEADY);
        }
    }

    @Example
    void leavesOutWhatIsOlderThanTheWindow() {
        HealthHistory history = new HealthHistory(
                List.of(
                        new HealthHistory.Sample(START, 10, Map.of(), 0),
                        new HealthHistory.Sample(START.plusSeconds(50), 80, Map.of(), 0),
                        new HealthHistory.Sample(START.plusSeconds(60), 80, Map.of(), 0)),
                List.of());

        assertThat(history.trend(Duration.ofSeconds(30), START.plusSeconds(60)))
                .isEqualTo(new HealthHistory.Trend(HealthHistory.Direction.STEADY, 0, 80, 80, 2));
    }
}
