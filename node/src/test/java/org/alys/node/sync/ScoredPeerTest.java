package org.alys.node.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.alys.node.network.PeerRef;
import org.alys.node.network.PeerStatus;
import org.alys.node.sync.ScoredPeer.Standing;
import org.junit.jupiter.api.Test;

/** An operator sees why a peer is asked or not. */
class ScoredPeerTest {
    private static final PaperChain CHAIN = new PaperChain(40);
    private static final PeerRef MEMBER = new PeerRef("member", OptionalInt.of(1));
    private static final PeerRef SLOW = new PeerRef("slow", OptionalInt.empty());
    private static final PeerRef QUIET = new PeerRef("quiet", OptionalInt.empty());
    private static final PeerRef LIAR = new PeerRef("liar", OptionalInt.empty());
    private static final List<PeerRef> ALL = List.of(LIAR, QUIET, SLOW, MEMBER);

    private final Claims claims = new Claims();
    private final PeerScores scores = new PeerScores();

    private static PeerStatus at(long height) {
        return new PeerStatus(PaperChain.GENESIS, height, CHAIN.root(height), height, CHAIN.root(height), 0);
    }

    private Map<PeerRef, ScoredPeer> table(Optional<Download> download, long nanos) {
        return ScoredPeer.of(ALL, claims, scores, download, nanos).stream()
                .collect(Collectors.toMap(ScoredPeer::peer, Function.identity()));
    }

    private static Standing standing(Map<PeerRef, ScoredPeer> table, PeerRef peer) {
        return Optional.ofNullable(table.get(peer)).orElseThrow().standing();
    }

    @Test
    void theWeightsOfThePartsAreOneTogether() {
        assertThat(Arrays.stream(ScorePart.values()).collect(Collectors.summingDouble(ScorePart::weight)))
                .isCloseTo(1, within(1e-9));
    }

    @Test
    void aScoreIsTheSumOfItsPartsByTheirWeights() {
        scores.latency(MEMBER, Duration.ofMillis(100), 0);
        scores.answered(MEMBER, 1_000_000, Duration.ofSeconds(1), 0);
        scores.judged(MEMBER, false, 0);
        ScoredPeer member =
                Optional.ofNullable(table(Optional.empty(), 0).get(MEMBER)).orElseThrow();
        assertThat(member.parts()).containsOnlyKeys(ScorePart.values()).containsEntry(ScorePart.MEMBERSHIP, 1.0);
        assertThat(member.parts().entrySet().stream()
                        .collect(Collectors.summingDouble(part -> part.getKey().weight() * part.getValue())))
                .isCloseTo(member.score(), within(1e-9));
        assertThat(member.score()).isCloseTo(scores.of(MEMBER, 0), within(1e-9));
    }

    @Test
    void theBestIsFirst() {
        for (int i = 0; i < 20; i++) {
            scores.failed(SLOW, 0);
        }
        List<ScoredPeer> table = ScoredPeer.of(ALL, claims, scores, Optional.empty(), 0);
        assertThat(table).extracting(ScoredPeer::peer).containsExactly(MEMBER, LIAR, QUIET, SLOW);
    }

    @Test
    void saysWhyAPeerIsNotAsked() {
        claims.said(MEMBER, at(40), 0);
        claims.said(SLOW, at(40), 0);
        claims.said(LIAR, at(40), 0);
        claims.shun(LIAR, 0);
        for (int i = 0; i < 30; i++) {
            scores.failed(SLOW, 0);
            scores.latency(SLOW, Duration.ofSeconds(2), 0);
        }
        Map<PeerRef, ScoredPeer> table = table(Optional.empty(), 0);
        assertThat(standing(table, MEMBER)).isEqualTo(Standing.FREE);
        assertThat(standing(table, SLOW)).isEqualTo(Standing.LAST_RESORT);
        assertThat(standing(table, QUIET)).isEqualTo(Standing.SILENT);
        assertThat(standing(table, LIAR)).isEqualTo(Standing.SHUNNED);
        assertThat(Optional.ofNullable(table.get(MEMBER)).orElseThrow().finalHeight())
                .isEqualTo(OptionalLong.of(40));
        assertThat(Optional.ofNullable(table.get(QUIET)).orElseThrow().finalHeight())
                .isEmpty();
    }

    @Test
    void showsWhoIsAskedAndWhoRestsAfterAFailure() {
        claims.said(MEMBER, at(40), 0);
        Download download = new Download(DownloadLimits.standard(2), scores, 0, CHAIN.root(0), 0);
        download.handle(new DownloadEvent.PeerHas(MEMBER, 40), 0);
        download.handle(new DownloadEvent.Wanted(40, CHAIN.finality(40)), 0);
        assertThat(standing(table(Optional.of(download), 0), MEMBER)).isEqualTo(Standing.ASKED);
        download.handle(new DownloadEvent.Unanswered(1), 1);
        assertThat(standing(table(Optional.of(download), 1), MEMBER)).isEqualTo(Standing.RESTING);
        assertThat(standing(table(Optional.of(download), Duration.ofSeconds(2).toNanos()), MEMBER))
                .isEqualTo(Standing.FREE);
    }
}
