package org.alys.node.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.alys.chain.block.CertifiedBlock;
import org.alys.chain.vote.Certificate;
import org.alys.primitives.Bytes32;

/**
 * Checked blocks from the chain on without a gap. A finality certificate proves its block and, by the hashes, all below it, across
 * pieces of different peers; so blocks above a piece's own last certificate wait for the next piece.
 */
record ReadyRun(List<Piece> pieces) {
    /** Blocks that can be handed to the chain, and what makes the last of them final. */
    record Chunk(List<CertifiedBlock> blocks, List<Certificate> finality) {
        long last() {
            return blocks.getLast().block().height();
        }

        Bytes32 parentRoot() {
            return blocks.getFirst().block().parentRoot();
        }
    }

    private static Piece.Stage.Ready ready(Piece piece) {
        if (piece.stage instanceof Piece.Stage.Ready ready) {
            return ready;
        }
        throw new IllegalStateException("a piece of a run is ready");
    }

    long blocks() {
        return pieces.stream().mapToLong(piece -> piece.count).sum();
    }

    /** The highest height in it that is proven to be final. */
    OptionalLong proven() {
        return pieces.reversed().stream()
                .filter(piece -> !ready(piece).finality().isEmpty())
                .mapToLong(piece -> ready(piece).finality().lastKey())
                .findFirst();
    }

    /** The last height of its piece's own proof; below the piece when it has none. */
    static long ownProof(Piece piece) {
        return ready(piece).finality().isEmpty()
                ? piece.from - 1
                : ready(piece).finality().lastKey();
    }

    /** The highest piece below the proven height whose end the proven blocks do not follow: its end is not on the final chain. */
    Optional<Piece> contradicted() {
        long proven = proven().orElse(-1);
        for (int i = pieces.size() - 2; i >= 0; i--) {
            Piece upper = pieces.get(i + 1);
            Bytes32 end = ready(pieces.get(i)).blocks().getLast().block().root();
            boolean follows =
                    ready(upper).blocks().getFirst().block().parentRoot().equals(end);
            if (upper.from <= proven && !follows) {
                return Optional.of(pieces.get(i));
            }
        }
        return Optional.empty();
    }

    /** About {@code together} blocks whose last is proven; more when the first proof is later. To be asked when nothing is contradicted. */
    Chunk first(int together) {
        long from = pieces.getFirst().from;
        long last = -1;
        for (Piece piece : pieces) {
            for (long height : ready(piece).finality().keySet()) {
                if (last < 0 || height - from < together) {
                    last = height;
                }
            }
        }
        List<CertifiedBlock> blocks = new ArrayList<>();
        List<Certificate> finality = new ArrayList<>();
        for (Piece piece : pieces) {
            if (piece.from <= last) {
                Piece.Stage.Ready wanted = piece.last() > last ? Piece.upTo(ready(piece), last) : ready(piece);
                blocks.addAll(wanted.blocks());
                finality.addAll(wanted.finality().values());
            }
        }
        return new Chunk(List.copyOf(blocks), List.copyOf(finality));
    }
}
