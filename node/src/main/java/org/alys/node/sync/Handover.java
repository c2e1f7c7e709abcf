package org.alys.node.sync;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.alys.node.network.Misconduct;
import org.alys.node.sync.DownloadEffect.Import;
import org.alys.node.sync.Piece.Stage;
import org.alys.primitives.Bytes32;

/**
 * Hands checked pieces to the chain: in order, as far as they are proven to be final, and one chunk at a time. Where pieces of different
 * peers meet it finds out who sent blocks that are not on the final chain. For one thread.
 */
final class Handover {
    private final DownloadLimits limits;
    private final Pieces pieces;
    private final Blame blame;
    private final Consumer<DownloadEffect> effects;
    private long next;
    private Bytes32 below;
    private OptionalLong importing = OptionalLong.empty();
    private long importAgainAt = Long.MIN_VALUE;
    private boolean contradicted;

    /**
     * To a chain whose final block is at {@code height}.
     *
     * @param effects takes the imports, and the contradiction if there is one
     */
    Handover(
            DownloadLimits limits,
            Pieces pieces,
            Blame blame,
            Consumer<DownloadEffect> effects,
            long height,
            Bytes32 root) {
        this.limits = limits;
        this.pieces = pieces;
        this.blame = blame;
        this.effects = effects;
        this.next = height + 1;
        this.below = root;
    }

    /** Height of the first block that the chain does not have as final. */
    long next() {
        return next;
    }

    /** What can be looked at from there on without a gap. */
    ReadyRun run() {
        return new ReadyRun(pieces.run(next));
    }

    /** Whether the federation contradicts the chain, so that nothing is to be done any more. */
    boolean isContradicted() {
        return contradicted;
    }

    /** The chain's final block is this one now. */
    void reached(long height, Bytes32 root) {
        if (height >= next) {
            next = height + 1;
            below = root;
        }
        if (importing.isPresent() && importing.getAsLong() <= height) {
            importing = OptionalLong.empty();
        }
    }

    /** The chain could not finish the import; it is told again a little later. */
    void unfinished(long now) {
        importing = OptionalLong.empty();
        importAgainAt = now + limits.retry().toNanos();
    }

    /** Hands over what can be handed over now. */
    void advance(long now) {
        ReadyRun run = run();
        for (Optional<Piece> wrong = run.contradicted(); wrong.isPresent(); wrong = run.contradicted()) {
            if (!dropEnd(wrong.get())) {
                return;
            }
            run = run();
        }
        if (run.proven().isEmpty()) {
            if (run.blocks() >= limits.window()) {
                run.pieces().forEach(piece -> dropUnproven(piece, now));
            }
            return;
        }
        ReadyRun.Chunk chunk = run.first(limits.importTogether());
        if (!chunk.parentRoot().equals(below)) {
            contradict("block " + next + " of the final chain follows " + chunk.parentRoot() + ", ours is " + below);
        } else if (importing.isEmpty() && now >= importAgainAt) {
            importing = OptionalLong.of(chunk.last());
            effects.accept(new Import(chunk.blocks(), chunk.finality()));
        }
    }

    /** Its blocks above its own last proof are certified and not on the final chain; no honest peer sends such as final. */
    private boolean dropEnd(Piece piece) {
        long proven = ReadyRun.ownProof(piece);
        if (proven == piece.last()) {
            contradict("two blocks of height " + piece.last() + " are final");
            return false;
        }
        if (piece.stage instanceof Stage.Ready ready) {
            pieces.cutAfter(piece, ready, proven);
            blame.expel(ready.peer(), Misconduct.INVALID_BLOCKS, "its blocks above " + proven + " are not final");
        }
        return true;
    }

    private void dropUnproven(Piece piece, long now) {
        if (piece.stage instanceof Stage.Ready ready) {
            blame.useless(piece, ready.peer(), "it shows no finality", now);
        }
    }

    private void contradict(String facts) {
        contradicted = true;
        effects.accept(new DownloadEffect.Contradiction(facts));
    }
}
