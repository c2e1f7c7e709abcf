package org.alys.node.sync;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.alys.node.network.PeerRef;
import org.alys.node.network.PeerStatus;

/** What connected peers say of themselves, and who may not be believed any more. For one thread. */
final class Claims {
    private static final int MAX_MISSING_PROOFS = 2;
    private static final long REST_NANOS = 15_000_000_000L;
    private static final long SHUN_NANOS = 600_000_000_000L;

    private final Map<PeerRef, PeerStatus> statuses = new HashMap<>();
    private final Map<PeerRef, Integer> missingProofs = new HashMap<>();
    private final Map<PeerRef, Long> restsUntil = new HashMap<>();
    private final Map<PeerRef, Long> shunnedUntil = new HashMap<>();

    /** A peer and where it says it is. */
    record Claim(PeerRef peer, PeerStatus status) {}

    void said(PeerRef peer, PeerStatus status, long nanos) {
        if (!isShunned(peer, nanos)) {
            statuses.put(peer, status);
        }
    }

    /** Forgets what those said who are gone, and returns them. */
    List<PeerRef> keepOnly(List<PeerRef> connected) {
        List<PeerRef> gone = statuses.keySet().stream()
                .filter(peer -> !connected.contains(peer))
                .toList();
        gone.forEach(statuses::remove);
        return gone;
    }

    /** Does not listen to a peer for ten minutes: it may be mended by then, and its connection is the transport's matter. */
    void shun(PeerRef peer, long nanos) {
        shunnedUntil.put(peer, nanos + SHUN_NANOS);
        missingProofs.remove(peer);
        statuses.remove(peer);
    }

    boolean isShunned(PeerRef peer, long nanos) {
        return nanos < shunnedUntil.getOrDefault(peer, Long.MIN_VALUE);
    }

    Stream<Claim> all() {
        return statuses.entrySet().stream().map(entry -> new Claim(entry.getKey(), entry.getValue()));
    }

    /** Of the final block that the peer says it has. */
    OptionalLong finalHeight(PeerRef peer) {
        return Optional.ofNullable(statuses.get(peer)).stream()
                .mapToLong(PeerStatus::finalHeight)
                .findFirst();
    }

    int size() {
        return statuses.size();
    }

    /** Other members that were heard. */
    long members() {
        return statuses.keySet().stream()
                .filter(peer -> peer.member().isPresent())
                .count();
    }

    /** Whether somebody says it has a final block above {@code height}. */
    boolean isAbove(long height) {
        return statuses.values().stream().anyMatch(status -> status.finalHeight() > height);
    }

    /** The highest that may be asked for its proof now. */
    Optional<Claim> highestAbove(long height, long nanos) {
        return all().filter(claim -> claim.status().finalHeight() > height)
                .filter(claim -> nanos >= restsUntil.getOrDefault(claim.peer(), Long.MIN_VALUE))
                .max(Comparator.comparingLong((Claim claim) -> claim.status().finalHeight())
                        .thenComparing(claim -> claim.peer().id()));
    }

    void proved(PeerRef peer) {
        missingProofs.remove(peer);
    }

    /** The peer showed nothing; true when that happened too often. */
    boolean missed(PeerRef peer, long nanos) {
        restsUntil.put(peer, nanos + REST_NANOS);
        return missingProofs.merge(peer, 1, Integer::sum) >= MAX_MISSING_PROOFS;
    }
}
