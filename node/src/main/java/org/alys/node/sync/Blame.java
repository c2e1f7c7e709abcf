package org.alys.node.sync;

import java.util.function.Consumer;
import org.alys.node.network.Misconduct;
import org.alys.node.network.PeerRef;
import org.alys.node.sync.DownloadEffect.Report;
import org.alys.node.sync.Piece.Stage;

/**
 * What peers of a download have to answer for. Who fails rests, and is reported when that goes on; who sends what no honest peer sends is
 * asked no more. Others are asked for the piece. For one thread.
 */
final class Blame {
    private final Pieces pieces;
    private final SourcePool sources;
    private final Consumer<DownloadEffect> effects;

    /** @param effects takes the reports */
    Blame(Pieces pieces, SourcePool sources, Consumer<DownloadEffect> effects) {
        this.pieces = pieces;
        this.sources = sources;
        this.effects = effects;
    }

    /** No answer came, or not in time, or a refusal. */
    void silent(long ask, PeerRef peer, long now) {
        sources.scores().failed(peer, now);
        pieces.asked(ask).ifPresent(piece -> pieces.release(piece, peer));
        strike(peer, "it did not answer", now);
    }

    /** What came for the piece is of no use, which may happen to an honest peer. */
    void useless(Piece piece, PeerRef peer, String why, long now) {
        sources.scores().judged(peer, false, now);
        pieces.release(piece, peer);
        strike(peer, why, now);
    }

    private void strike(PeerRef peer, String why, long now) {
        sources.find(peer)
                .filter(source -> source.failed(now))
                .ifPresent(_ -> effects.accept(new Report(peer, Misconduct.UNRESPONSIVE, why)));
    }

    /** What came for the piece is a lie. */
    void lie(Piece piece, PeerRef peer, Misconduct misconduct, String why) {
        pieces.release(piece, peer);
        expel(peer, misconduct, why);
    }

    /** The peer lied. What it sent before and nobody has checked yet is not worth checking. */
    void expel(PeerRef peer, Misconduct misconduct, String why) {
        if (sources.isExpelled(peer)) {
            return;
        }
        sources.find(peer).ifPresent(Source::expel);
        pieces.all()
                .filter(piece -> piece.stage instanceof Stage.Arrived arrived
                        && arrived.peer().equals(peer))
                .forEach(piece -> pieces.release(piece, peer));
        effects.accept(new Report(peer, misconduct, why));
    }
}
