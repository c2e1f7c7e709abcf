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
        assertThat(reputation.offend(PEER, Offence.MALFORMED, false, 0)).isFalse();
        assertThat(reputation.banned(PEER, 0)).isEmpty();
    }

    @Test
    void theSecondWithinSecondsIsNot() {
        reputation.offend(PEER, Offence.MALFORMED, false, 0);
        assertThat(reputation.offend(PEER, Offence.OVERSIZED, false, seconds(10)))
                .isTrue();
        assertThat(reputation.banned(PEER, seconds(10))).contains(Reputation.FOLLOWER_BAN);
    }

    @Test
    void pointsFade() {
        reputation.offend(PEER, Offence.MALFORMED, false, 0);
        assertThat(reputation.offend(PEER, Offence.MALFORMED, false, seconds(30)))
                .isFalse();
    }

    @Test
    void bansEnd() {
        reputation.offend(PEER, Offence.MALFORMED, false, 0);
        reputation.offend(PEER, Offence.MALFORMED, false, 0);
        long end = Reputation.FOLLOWER_BAN.toNanos();
        assertThat(reputation.banned(PEER, end - 1)).contains(Duration.ofNanos(1));
        assertThat(reputation.banned(PEER, end)).isEmpty();
    }

    @Test
    void membersAreBannedForLess() {
        reputation.offend(PEER, Offence.FORBIDDEN, true, 0);
        reputation.offend(PEER, Offence.FORBIDDEN, true, 0);
        assertThat(reputation.banned(PEER, 0)).contains(Reputation.MEMBER_BAN);
    }

    @Test
    void aBusyPeerIsNotBannedForAFewMessagesTooMany() {
        for (int i = 0; i < 1000; i++) {
            reputation.offend(PEER, Offence.TOO_MANY, true, 0);
        }
        assertThat(reputation.banned(PEER, 0)).isEmpty();
    }
}
