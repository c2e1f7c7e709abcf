package org.alys.node.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.alys.node.network.PeerRef;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The chain gets blocks in another way while they are on their way from a peer. */
class DownloadTest {
    private static final int LENGTH = 100;
    private static final PaperChain CHAIN = new PaperChain(LENGTH);
    private static final PeerRef SLOW = new PeerRef("slow", OptionalInt.empty());
    private static final PeerRef OTHER = new PeerRef("other", OptionalInt.empty());
    private static final DownloadLimits LIMITS = new DownloadLimits(
            8, 8, 256, 1 << 20, 4, 2, 64, Duration.ofSeconds(10), Duration.ofSeconds(3), Duration.ofSeconds(1));

    private final PeerScores scores = new PeerScores();
    private final Download download = new Download(LIMITS, scores, 0, CHAIN.root(0), 0);

    @BeforeEach
    void askTheSlowPeerForTheFirstBlocks() {
        tell(0, new DownloadEvent.Wanted(LENGTH, CHAIN.finality(LENGTH)));
        assertThat(tell(0, new DownloadEvent.PeerHas(SLOW, LENGTH)))
                .containsExactly(new DownloadEffect.Ask(1, SLOW, 1, 8));
        assertThat(tell(0, new DownloadEvent.Final(5, CHAIN.root(5)))).isEmpty();
    }

    @Test
    void whatTheChainGotMeanwhileIsNotAskedForAgain() {
        tell(0, new DownloadEvent.Unanswered(1));

        assertThat(tell(1, new DownloadEvent.PeerHas(OTHER, LENGTH)))
                .first()
                .isEqualTo(new DownloadEffect.Ask(2, OTHER, 6, 3));
    }

    @Test
    void whoIsSlowWithTheNextBlockGivesWayThoughItWasAskedForEarlierOnesToo() {
        scores.judged(OTHER, true, 0);
        assertThat(tell(0, new DownloadEvent.PeerHas(OTHER, 8))).isEmpty();

        assertThat(tell(4, new DownloadEvent.Tick())).contains(new DownloadEffect.Ask(2, OTHER, 6, 3));
    }

    private List<DownloadEffect> tell(int seconds, DownloadEvent event) {
        return download.handle(event, Duration.ofSeconds(seconds).toNanos());
    }
}
