package org.alys.node.sync;

import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.alys.chain.block.CertifiedBlock;
import org.alys.chain.vote.Certificate;
import org.alys.node.network.BlockRange;
import org.alys.node.network.PeerRef;

/** Consecutive heights on their way from a peer to the chain. */
final class Piece {
    final long from;
    final int count;
    /** Peers that failed on it; asked again only when nobody else is left. */
    final Set<PeerRef> avoided = new HashSet<>();

    Stage stage = new Stage.Free();

    /** How far a piece is. */
    sealed interface Stage {
        record Free() implements Stage {}

        record Asked(long ask, PeerRef peer, long atNanos) implements Stage {}

        /** The answer is here and its signatures are not checked yet. */
        record Arrived(long ask, PeerRef peer, BlockRange answer, long bytes, boolean checking) implements Stage {}

        record Ready(PeerRef peer, List<CertifiedBlock> blocks, NavigableMap<Long, Certificate> finality, long bytes)
                implements Stage {}
    }

    Piece(long from, int count) {
        this.from = from;
        this.count = count;
    }

    static Piece ready(Stage.Ready ready) {
        Piece piece = new Piece(
                ready.blocks().getFirst().block().height(), ready.blocks().size());
        piece.stage = ready;
        return piece;
    }

    /** The last height. */
    long last() {
        return from + count - 1;
    }

    long heldBytes() {
        return switch (stage) {
            case Stage.Free _, Stage.Asked _ -> 0;
            case Stage.Arrived arrived -> arrived.bytes();
            case Stage.Ready ready -> ready.bytes();
        };
    }

    /** The blocks of {@code ready} from a height on, at least one. */
    static Stage.Ready above(Stage.Ready ready, long from) {
        long first = ready.blocks().getFirst().block().height();
        int skipped = Math.toIntExact(Math.max(0, from - first));
        List<CertifiedBlock> rest =
                ready.blocks().subList(skipped, ready.blocks().size());
        return new Stage.Ready(
                ready.peer(),
                rest,
                new TreeMap<>(ready.finality().tailMap(from, true)),
                ready.bytes() * rest.size() / ready.blocks().size());
    }

    /** The blocks of {@code ready} up to a height, at least one. */
    static Stage.Ready upTo(Stage.Ready ready, long last) {
        long first = ready.blocks().getFirst().block().height();
        List<CertifiedBlock> rest = ready.blocks().subList(0, Math.toIntExact(last - first + 1));
        return new Stage.Ready(
                ready.peer(),
                rest,
                new TreeMap<>(ready.finality().headMap(last, true)),
                ready.bytes() * rest.size() / ready.blocks().size());
    }
}
