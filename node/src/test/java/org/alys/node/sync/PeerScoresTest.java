package org.alys.node.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.alys.node.network.PeerRef;

class PeerScoresTest {
    private static final PeerRef PEER = new PeerRef("peer", OptionalInt.empty());
    private static final PeerRef MEMBER = new PeerRef("member", OptionalInt.of(1));
    private static final long HOUR = PeerScores.WINDOW.toNanos();

    /** What can be observed of a peer. */
    enum Sight {
        QUICK,
        SLOW,
        MUCH,
        LITTLE,
        FAILURE,
        USEFUL,
        USELESS,
        GOOD_NAME,
        BAD_NAME;

        boolean isGood() {
            return this == QUICK || this == MUCH || this == USEFUL || this == GOOD_NAME;
        }

        void tell(PeerScores scores, PeerRef peer, long nanos) {
            switch (this) {
                case QUICK -> scores.latency(peer, Duration.ofMillis(1), nanos);
                case SLOW -> scores.latency(peer, Duration.ofSeconds(3), nanos);
                case MUCH -> scores.answered(peer, 100_000_000, Duration.ofSeconds(1), nanos);
                case LITTLE -> scores.answered(peer, 1, Duration.ofSeconds(9), nanos);
                case FAILURE -> scores.failed(peer, nanos);
                case USEFUL -> scores.judged(peer, true, nanos);
                case USELESS -> scores.judged(peer, false, nanos);
                case GOOD_NAME -> scores.reputation(peer, 1, nanos);
                case BAD_NAME -> scores.reputation(peer, 0, nanos);
            }
        }
    }

    private static PeerScores after(List<Sight> sights, PeerRef peer, long between) {
        PeerScores scores = new PeerScores();
        for (int i = 0; i < sights.size(); i++) {
            sights.get(i).tell(scores, peer, i * between);
        }
        return scores;
    }

    @Example
    void aStrangerIsWorthATryAndAMemberMore() {
        PeerScores scores = new PeerScores();
        assertThat(scores.of(PEER, 0)).isCloseTo(0.725, within(1e-9));
        assertThat(scores.of(MEMBER, 0)).isCloseTo(0.775, within(1e-9));
    }

    @Property
    void aScoreIsAlwaysBetweenZeroAndOne(
            @ForAll @Size(max = 60) List<Sight> sights, @ForAll @IntRange(max = 1_000_000_000) int between) {
        PeerScores scores = after(sights, PEER, between);
        assertThat(scores.of(PEER, sights.size() * (long) between)).isBetween(0.0, 1.0);
    }

    @Property
    void goodSightsNeverLowerAScoreAndBadOnesNeverRaiseIt(
            @ForAll @Size(max = 40) List<Sight> sights, @ForAll Sight next) {
        PeerScores scores = after(sights, PEER, 0);
        double before = scores.of(PEER, 0);
        next.tell(scores, PEER, 0);
        if (next.isGood()) {
            assertThat(scores.of(PEER, 0)).isGreaterThanOrEqualTo(before - 1e-9);
        } else if (next != Sight.LITTLE) {
            assertThat(scores.of(PEER, 0)).isLessThanOrEqualTo(before + 1e-9);
        }
    }

    @Property
    void whatWasSeenFadesAndIsForgottenAfterAnHour(@ForAll @Size(min = 1, max = 40) List<Sight> sights) {
        PeerScores scores = after(sights, PEER, 0);
        double stranger = new PeerScores().of(PEER, 0);
        double now = Math.abs(scores.of(PEER, 0) - stranger);
        assertThat(Math.abs(scores.of(PEER, HOUR / 2) - stranger)).isLessThanOrEqualTo(now + 1e-9);
        assertThat(scores.of(PEER, HOUR)).isCloseTo(stranger, within(1e-9));
        scores.forgetOld(HOUR);
        assertThat(scores.of(PEER, 0)).isCloseTo(stranger, within(1e-9));
    }

    @Property
    void whoAnswersOftenerIsWorthMore(@ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int failuresInTen) {
        Random random = new Random(seed);
        PeerScores scores = new PeerScores();
        PeerRef steady = new PeerRef("steady", OptionalInt.empty());
        for (int i = 0; i < 40; i++) {
            Sight.MUCH.tell(scores, steady, 0);
            (random.nextInt(10) < failuresInTen ? Sight.FAILURE : Sight.MUCH).tell(scores, PEER, 0);
        }
        assertThat(scores.of(steady, 0)).isGreaterThanOrEqualTo(scores.of(PEER, 0));
    }

    @Example
    void whoIsSlowAndNeverAnswersIsAskedLast() {
        PeerScores scores = new PeerScores();
        for (int i = 0; i < 20; i++) {
            Sight.SLOW.tell(scores, PEER, 0);
            Sight.FAILURE.tell(scores, PEER, 0);
            Sight.USELESS.tell(scores, PEER, 0);
        }
        assertThat(scores.of(PEER, 0)).isLessThan(PeerScores.LEAST);
    }
}
