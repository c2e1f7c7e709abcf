package org.alys.node.sync;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.alys.node.network.PeerRef;

/**
 * A connected peer as a source of blocks: why it is asked for them, or is not.
 *
 * @param finalHeight of the final block that it says it has; empty before it has said so
 * @param score the weighted mean of the parts, from 0 to 1
 * @param parts every one of them, from 0 to 1
 */
public record ScoredPeer(
        PeerRef peer, OptionalLong finalHeight, double score, Map<ScorePart, Double> parts, Standing standing) {
    /** Whether blocks are asked of a peer. */
    public enum Standing {
        /** A range of blocks is under way from it. */
        ASKED,
        /** It is asked when there is something to ask for that nobody better is free for. */
        FREE,
        /** Its score is too low: it is asked only for what nobody better has. */
        LAST_RESORT,
        /** It failed of late, and is asked again in some seconds. */
        RESTING,
        /** It has not said yet what it has, or does not answer. */
        SILENT,
        /** It sent what no honest peer sends, and is not listened to for ten minutes. */
        SHUNNED;

        /** In lower case with spaces, for people. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** All connected peers, the best first. */
    static List<ScoredPeer> of(
            List<PeerRef> connected, Claims claims, PeerScores scores, Optional<Download> download, long nanos) {
        return connected.stream()
                .map(peer -> of(peer, claims, scores, download, nanos))
                .sorted(Comparator.comparingDouble(ScoredPeer::score)
                        .reversed()
                        .thenComparing(scored -> scored.peer().id()))
                .toList();
    }

    private static ScoredPeer of(
            PeerRef peer, Claims claims, PeerScores scores, Optional<Download> download, long nanos) {
        double score = scores.of(peer, nanos);
        OptionalLong height = claims.finalHeight(peer);
        return new ScoredPeer(
                peer, height, score, scores.parts(peer, nanos), standing(peer, claims, score, download, nanos));
    }

    private static Standing standing(
            PeerRef peer, Claims claims, double score, Optional<Download> download, long nanos) {
        if (claims.isShunned(peer, nanos)) {
            return Standing.SHUNNED;
        }
        if (claims.finalHeight(peer).isEmpty()) {
            return Standing.SILENT;
        }
        Standing ready = score < PeerScores.LEAST ? Standing.LAST_RESORT : Standing.FREE;
        return download.flatMap(running -> running.source(peer))
                .map(source -> source.isBusy()
                        ? Standing.ASKED
                        : source.isExpelled() ? Standing.SHUNNED : source.mayBeAsked(nanos) ? ready : Standing.RESTING)
                .orElse(ready);
    }
}
