package org.alys.actor.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class PatternDetectorTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Failure PANIC = new Failure.Panic(new IllegalStateException("boom"));

    private final PatternDetector detector = PatternDetector.STANDARD;

    private static FailureRecord failed(Duration after, String actor, Failure failure) {
        return new FailureRecord(1, START.plus(after), actor, failure, new Decision.Immediate());
    }

    private List<FailurePattern> patterns(List<FailureRecord> records, Duration now) {
        return detector.detect(records, START.plus(now)).stream()
                .map(FailurePattern.Found::pattern)
                .toList();
    }

    @Property
    void seesARegularIntervalWithTheSurenessOfItsCount(
            @ForAll @IntRange(min = 3, max = 30) int count, @ForAll @IntRange(min = 11, max = 1000) int seconds) {
        List<FailureRecord> records = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            records.add(failed(Duration.ofSeconds((long) seconds * n), "/a", PANIC));
        }

        assertThat(detector.detect(records, START.plusSeconds((long) seconds * count)))
                .containsExactly(new FailurePattern.Found(
                        new FailurePattern.Periodic("/a", Duration.ofSeconds(seconds)), count / (count + 1.0), count));
    }

    @Example
    void seesNoPeriodInIrregularFailures() {
        List<FailureRecord> records = List.of(
                failed(Duration.ZERO, "/a", PANIC),
                failed(Duration.ofSeconds(100), "/a", PANIC),
                failed(Duration.ofSeconds(101), "/a", PANIC),
                failed(Duration.ofSeconds(500), "/a", PANIC));

        assertThat(patterns(records, Duration.ofMinutes(10))).isEmpty();
    }

    @Example
    void seesACascadeOfThreeActorsWithinTheBurstAndNotAfterIt() {
        List<FailureRecord> records = List.of(
                failed(Duration.ZERO, "/a", PANIC),
                failed(Duration.ofSeconds(1), "/b", PANIC),
                failed(Duration.ofSeconds(2), "/c", PANIC));

        assertThat(patterns(records, Duration.ofSeconds(2)))
                .containsExactly(new FailurePattern.Cascading(Set.of("/a", "/b", "/c")));
        assertThat(patterns(records, Duration.ofSeconds(10))).isEmpty();
    }

    @Example
    void doesNotTakeARestartedGroupForACascade() {
        Failure sibling = new OperationalFailure.SiblingFailed("a");
        List<FailureRecord> records = List.of(
                failed(Duration.ZERO, "/a", PANIC),
                failed(Duration.ZERO, "/b", sibling),
                failed(Duration.ZERO, "/c", sibling));

        assertThat(patterns(records, Duration.ZERO)).isEmpty();
    }

    @Example
    void seesPartitionExhaustionAndConsensus() {
        List<FailureRecord> records = new ArrayList<>();
        for (int n = 0; n < 3; n++) {
            records.add(failed(Duration.ofMillis(n), "/net", new DomainFailure.Network("peer" + n, "gone")));
            records.add(failed(Duration.ofMillis(n), "/db", new OperationalFailure.ResourceExhausted("disk", 1)));
            records.add(failed(Duration.ofMillis(1L + n * 3L), "/net", new DomainFailure.Consensus("fork")));
        }

        assertThat(patterns(records, Duration.ofSeconds(1)))
                .contains(
                        new FailurePattern.NetworkPartition(Set.of("peer0", "peer1", "peer2")),
                        new FailurePattern.ResourceExhaustion("disk"),
                        new FailurePattern.ConsensusBreakdown(Set.of("fork")));
    }

    @Property
    void isSureOfWhatItReportsAndForgetsWhatIsOld(@ForAll @Size(max = 40) List<@IntRange(max = 20_000) Integer> gaps) {
        List<FailureRecord> records = new ArrayList<>();
        Duration at = Duration.ZERO;
        for (int gap : gaps) {
            at = at.plusMillis(gap);
            records.add(failed(at, "/" + gap % 4, PANIC));
        }

        assertThat(detector.detect(records, START.plus(at)))
                .allMatch(found -> found.confidence() >= 0.7 && found.confidence() < 1 && found.occurrences() >= 3);
        assertThat(detector.detect(records, START.plus(at).plus(Duration.ofHours(24))))
                .isEmpty();
    }
}
