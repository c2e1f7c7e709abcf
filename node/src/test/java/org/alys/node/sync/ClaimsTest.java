package org.alys.node.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.alys.node.network.PeerRef;
import org.alys.node.network.PeerStatus;
import org.alys.primitives.Bytes32;
import org.junit.jupiter.api.Test;

/** Whose proof is asked for, and when. */
class ClaimsTest {
    private static final Bytes32 ROOT = Bytes32.fromHex("ab".repeat(32));

    private final Claims claims = new Claims();

    private static PeerRef stranger(int number) {
        return new PeerRef("stranger-" + number, OptionalInt.empty());
    }

    private static PeerRef member(int number) {
        return new PeerRef("member-" + number, OptionalInt.of(number));
    }

    private void says(PeerRef peer, long height) {
        claims.said(peer, new PeerStatus(ROOT, height, ROOT, height, ROOT, 0), 0);
    }

    private Optional<PeerRef> next(Duration at) {
        return claims.nextAbove(0, at.toNanos()).map(Claims.Claim::peer);
    }

    @Test
    void membersAreAskedBeforeStrangersAndTheHighestFirst() {
        says(stranger(1), 1_000_000);
        says(member(1), 50);
        says(member(2), 60);
        assertThat(next(Duration.ZERO)).contains(member(2));
        assertThat(claims.nextAbove(60, 0).map(Claims.Claim::peer)).contains(stranger(1));
    }

    /** However high the number that it names. */
    @Test
    void whoShowedNothingIsAskedAfterThoseWhoHaveNotFailed() {
        says(stranger(1), 1_000_000);
        says(stranger(2), 900_000);
        says(stranger(3), 50);
        claims.missed(stranger(1), 0);
        claims.missed(stranger(2), 0);
        assertThat(next(Duration.ofMinutes(5))).contains(stranger(3));
        claims.missed(stranger(3), Duration.ofMinutes(5).toNanos());
        assertThat(next(Duration.ofMinutes(5))).contains(stranger(1));
    }

    @Test
    void whoShowsNothingRestsForLongerEachTimeUntilItProvesSomething() {
        says(stranger(1), 10);
        assertThat(claims.missed(stranger(1), 0)).isEqualTo(1);
        assertThat(next(Duration.ofSeconds(14))).isEmpty();
        assertThat(next(Duration.ofSeconds(15))).isPresent();
        assertThat(claims.missed(stranger(1), 0)).isEqualTo(2);
        assertThat(next(Duration.ofSeconds(29))).isEmpty();
        assertThat(next(Duration.ofSeconds(30))).isPresent();
        for (int misses = 3; misses < 100; misses++) {
            assertThat(claims.missed(stranger(1), 0)).isEqualTo(misses);
        }
        assertThat(next(Duration.ofMinutes(8))).isPresent();
        claims.proved(stranger(1));
        assertThat(next(Duration.ZERO)).isPresent();
    }

    /** Or who comes under ever new names would fill the memory. */
    @Test
    void whoIsGoneIsForgottenOnceItsRestIsOver() {
        says(stranger(1), 10);
        claims.missed(stranger(1), 0);
        claims.shun(stranger(2), 0);
        assertThat(claims.keepOnly(List.of(), 0)).containsExactly(stranger(1));
        assertThat(claims.remembered()).isEqualTo(2);
        claims.keepOnly(List.of(), Duration.ofMinutes(11).toNanos());
        assertThat(claims.remembered()).isZero();
    }
}
