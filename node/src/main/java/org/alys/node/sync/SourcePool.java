package org.alys.node.sync;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.alys.node.network.PeerRef;

/** The peers of a download: who has what, who may be asked, and who is the best to ask. For one thread. */
final class SourcePool {
    private final DownloadLimits limits;
    private final PeerScores scores;
    private final Map<PeerRef, Source> sources = new LinkedHashMap<>();

    SourcePool(DownloadLimits limits, PeerScores scores) {
        this.limits = limits;
        this.scores = scores;
    }

    PeerScores scores() {
        return scores;
    }

    void has(PeerRef peer, long height) {
        sources.computeIfAbsent(peer, added -> new Source(added, limits)).has(height);
    }

    /** Who did what no honest peer does is remembered for when it comes back. */
    void gone(PeerRef peer) {
        if (!isExpelled(peer)) {
            sources.remove(peer);
        }
    }

    Optional<Source> find(PeerRef peer) {
        return Optional.ofNullable(sources.get(peer));
    }

    boolean isExpelled(PeerRef peer) {
        return find(peer).filter(Source::isExpelled).isPresent();
    }

    /** Whether anybody who was not sent away has the block of this height, as far as was said. */
    boolean has(long height) {
        return having(height).findAny().isPresent();
    }

    int busy() {
        return (int) sources.values().stream().filter(Source::isBusy).count();
    }

    /**
     * The best of those that have it and have not failed on it, a poor one only if there is no other among them; when all have failed, the
     * best of all.
     */
    Optional<Source> best(Piece piece, long nanos) {
        List<Source> untried = having(piece.from)
                .filter(source -> !piece.avoided.contains(source.peer))
                .toList();
        List<Source> left = untried.isEmpty() ? having(piece.from).toList() : untried;
        boolean good = left.stream().anyMatch(source -> isGood(source, nanos));
        return left.stream()
                .filter(source -> source.mayBeAsked(nanos))
                .filter(source -> !good || isGood(source, nanos))
                .max(byScore(nanos));
    }

    /** Somebody better than who was asked, who could be asked instead. */
    Optional<Source> betterThan(PeerRef asked, Piece piece, long nanos) {
        double score = scores.of(asked, nanos);
        return having(piece.from)
                .filter(source -> !source.peer.equals(asked) && source.mayBeAsked(nanos))
                .filter(source -> !piece.avoided.contains(source.peer))
                .filter(source -> scores.of(source.peer, nanos) > score)
                .max(byScore(nanos));
    }

    private boolean isGood(Source source, long nanos) {
        return scores.of(source.peer, nanos) >= PeerScores.LEAST;
    }

    private Stream<Source> having(long height) {
        return sources.values().stream().filter(source -> !source.isExpelled() && source.has() >= height);
    }

    private Comparator<Source> byScore(long nanos) {
        return Comparator.comparingDouble((Source source) -> scores.of(source.peer, nanos))
                .thenComparing(source -> source.peer.id());
    }
}
