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
    private static final long REST_NANOS = 15_000_000_000L;
    private static final int MAX_REST_DOUBLINGS = 5;
    private static final long SHUN_NANOS = 600_000_000_000L;
    private static final Doubt NONE = new Doubt(0, Long.MIN_VALUE);
    private static final Comparator<Claim> BY_WEIGHT = Comparator.comparing(
                    (Claim claim) -> claim.peer().member().isPresent())
            .thenComparingLong(claim -> claim.status().finalHeight())
            .thenComparing(claim -> claim.peer().id());

    private final Map<PeerRef, PeerStatus> statuses = new HashMap<>();
    private final Map<PeerRef, Doubt> doubts = new HashMap<>();
    private final Map<PeerRef, Long> shunnedUntil = new HashMap<>();

    /** How often in a row a peer has not shown what it claims, and until when it is not asked again. */
    private record Doubt(int misses, long restsUntil) {}

    /** A peer and where it says it is. */
    record Claim(PeerRef peer, PeerStatus status) {}

    void said(PeerRef peer, PeerStatus status, long nanos) {
        if (!isShunned(peer, nanos)) {
            statuses.put(peer, status);
        }
    }

    /** Forgets what those said who are gone, and returns them. What they did is remembered for as long as it counts. */
    List<PeerRef> keepOnly(List<PeerRef> connected, long nanos) {
        List<PeerRef> gone = statuses.keySet().stream()
                .filter(peer -> !connected.contains(peer))
                .toList();
        gone.forEach(statuses::remove);
        doubts.entrySet()
                .removeIf(doubt -> !connected.contains(doubt.getKey())
                        && nanos >= doubt.getValue().restsUntil());
        shunnedUntil.values().removeIf(until -> nanos >= until);
        return gone;
    }

    /** Does not listen to a peer for ten minutes: it may be mended by then, and its connection is the transport's matter. */
    void shun(PeerRef peer, long nanos) {
        shunnedUntil.put(peer, nanos + SHUN_NANOS);
        doubts.remove(peer);
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

    /**
     * Who is to be asked for its proof now. Those come last who did not show what they claimed, so that nobody is kept from the others by
     * peers that claim much and answer nothing; members come before strangers, and the highest first.
     */
    Optional<Claim> nextAbove(long height, long nanos) {
        return all().filter(claim -> claim.status().finalHeight() > height)
                .filter(claim -> nanos >= doubt(claim.peer()).restsUntil())
                .min(Comparator.comparingInt(
                                (Claim claim) -> doubt(claim.peer()).misses())
                        .thenComparing(BY_WEIGHT.reversed()));
    }

    private Doubt doubt(PeerRef peer) {
        return doubts.getOrDefault(peer, NONE);
    }

    void proved(PeerRef peer) {
        doubts.remove(peer);
    }

    /** The peer showed nothing, and rests, for longer each time. Returns how often that was so in a row. */
    int missed(PeerRef peer, long nanos) {
        int misses = doubt(peer).misses() + 1;
        doubts.put(peer, new Doubt(misses, nanos + (REST_NANOS << Math.min(misses - 1, MAX_REST_DOUBLINGS))));
        return misses;
    }

    /** Peers of which something is held against them. */
    int remembered() {
        return doubts.size() + shunnedUntil.size();
    }
}
