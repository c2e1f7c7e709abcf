package org.alys.node.network.libp2p;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.alys.p2p.identity.NodeKey;
import org.alys.p2p.identity.PeerId;
import org.junit.jupiter.api.Test;

class ReputationTest {
    private static final PeerId PEER = NodeKey.ed25519(new byte[32]).peerId();
    private final Reputation reputation = new Reputation();

    private static long seconds(long count) {
        return Duration.ofSeconds(count).toNanos();
    }

    @Test
    void oneMistakeIsForgiven() {
        assertThat(reputation.offend(PEER, Offence.MALFORMED, 0)).isFalse();
    }

    @Test
    void theSecondWithinSecondsIsNot() {
        reputation.offend(PEER, Offence.MALFORMED, 0);
        assertThat(reputation.offend(PEER, Offence.INVALID, seconds(10))).isTrue();
    }

    @Test
    void pointsFade() {
        reputation.offend(PEER, Offence.MALFORMED, 0);
        assertThat(reputation.offend(PEER, Offence.MALFORMED, seconds(30))).isFalse();
    }

    @Test
    void aBanWipesTheSlate() {
        reputation.offend(PEER, Offence.MALFORMED, 0);
        reputation.offend(PEER, Offence.MALFORMED, 0);
        assertThat(reputation.offend(PEER, Offence.MALFORMED, 0)).isFalse();
    }

    @Test
    void aBusyPeerIsNotBannedForAFewMessagesTooMany() {
        for (int i = 0; i < 1000; i++) {
            assertThat(reputation.offend(PEER, Offence.TOO_MANY, 0)).isFalse();
        }
    }

    @Test
    void aStrangerIsInTheMiddle() {
        assertThat(reputation.score(PEER, 0)).isEqualTo(Reputation.STRANGER);
    }

    @Test
    void whoHelpsRisesAndWhoOffendsFalls() {
        reputation.helped(PEER, 0);
        double helpful = reputation.score(PEER, 0);
        assertThat(helpful).isGreaterThan(Reputation.STRANGER);
        reputation.offend(PEER, Offence.UNKNOWN_KIND, 0);
        assertThat(reputation.score(PEER, 0)).isLessThan(helpful);
    }

    @Test
    void quickAnswersCountMoreThanSlowOnes() {
        PeerId slow = NodeKey.ed25519(new byte[] {
                    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27,
                    28, 29, 30, 31, 32
                })
                .peerId();
        reputation.answered(PEER, Duration.ofMillis(20), 0);
        reputation.answered(slow, Duration.ofSeconds(5), 0);
        assertThat(reputation.score(PEER, 0)).isGreaterThan(reputation.score(slow, 0));
    }

    @Test
    void meritsFade() {
        for (int i = 0; i < 100; i++) {
            reputation.helped(PEER, 0);
        }
        double now = reputation.score(PEER, 0);
        assertThat(reputation.score(PEER, seconds(3600))).isLessThan(now).isGreaterThanOrEqualTo(Reputation.STRANGER);
    }
}
