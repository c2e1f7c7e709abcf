package org.alys.actor.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.Example;

class SupervisionLogTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Failure PANIC = new Failure.Panic(new IllegalStateException("boom"));
    private static final Decision NOW_AGAIN = new Decision.Immediate();

    private final SupervisionLog log = SupervisionLog.standard();

    @Example
    void slowsACascadeDownFromItsThirdActorOn() {
        assertThat(log.review("/a", PANIC, NOW_AGAIN, NOW)).isEqualTo(NOW_AGAIN);
        assertThat(log.review("/b", PANIC, NOW_AGAIN, NOW)).isEqualTo(NOW_AGAIN);
        assertThat(log.review("/c", PANIC, NOW_AGAIN, NOW)).isEqualTo(new Decision.Delayed(Duration.ofSeconds(2)));
        assertThat(log.latest()).last().returns(new Decision.Delayed(Duration.ofSeconds(2)), FailureRecord::decision);
    }

    @Example
    void escalatesABreakdownOfConsensus() {
        Failure fork = new DomainFailure.Consensus("fork");
        log.review("/chain", fork, NOW_AGAIN, NOW);
        log.review("/chain", fork, NOW_AGAIN, NOW.plusSeconds(1));

        assertThat(log.review("/chain", fork, NOW_AGAIN, NOW.plusSeconds(9))).isEqualTo(new Decision.Escalate(fork));
    }

    @Example
    void neverSoftensAnEscalation() {
        Decision escalate = new Decision.Escalate(PANIC);
        for (String actor : new String[] {"/a", "/b", "/c", "/d"}) {
            assertThat(log.review(actor, PANIC, escalate, NOW)).isEqualTo(escalate);
        }
    }

    @Example
    void keepsOnlyTheLatestAndCountsAll() {
        SupervisionLog small = new SupervisionLog(10, PatternDetector.STANDARD, PatternResponse.STANDARD);
        for (int n = 0; n < 1000; n++) {
            small.review("/a", PANIC, NOW_AGAIN, NOW.plusSeconds(n));
        }

        assertThat(small.latest()).hasSize(10).last().returns(1000L, FailureRecord::number);
        assertThat(small.seen()).isEqualTo(1000);
    }

    @Example
    void keepsWhatOthersDecidedWithoutChangingItAndSeesPatternsInItToo() {
        for (String actor : new String[] {"/a", "/b", "/c"}) {
            log.record(actor, PANIC, NOW_AGAIN, NOW);
        }

        assertThat(log.latest()).extracting(FailureRecord::decision).containsOnly(NOW_AGAIN);
        assertThat(log.patterns(NOW))
                .extracting(FailurePattern.Found::pattern)
                .hasAtLeastOneElementOfType(FailurePattern.Cascading.class);
    }

    @Example
    void countsWhatWasDecided() {
        log.review("/a", PANIC, NOW_AGAIN, NOW);
        log.review("/a", PANIC, new Decision.Delayed(Duration.ofSeconds(4)), NOW.plusSeconds(20));
        log.review("/a", PANIC, new Decision.Escalate(PANIC), NOW.plusSeconds(100));

        SupervisionStatistics statistics = log.statistics(NOW.plusSeconds(100));

        assertThat(statistics.restarts()).isEqualTo(2);
        assertThat(statistics.escalations()).isEqualTo(1);
        assertThat(statistics.meanDelay()).isEqualTo(Duration.ofSeconds(2));
        assertThat(statistics.restartRateLastHour()).isEqualTo(2.0 / 3);
        assertThat(statistics.byKind()).containsEntry("Panic", 3);
    }

    @Example
    void letsAnActorWaitWhoseMailboxOverflowsAgainAndAgain() {
        Failure full = new Failure.MailboxOverflow("/a", 64, new IllegalStateException("full"));
        log.review("/a", full, NOW_AGAIN, NOW);
        log.review("/a", full, NOW_AGAIN, NOW.plusSeconds(60));

        assertThat(log.review("/a", full, NOW_AGAIN, NOW.plusSeconds(300)))
                .isEqualTo(new Decision.Delayed(Duration.ofSeconds(5)));
    }
}
