package org.alys.evm.chain;

import java.util.Optional;
import org.alys.evm.block.BaseFee;
import org.alys.evm.block.Block;
import org.alys.evm.pool.TransactionPool;

/** One block being built: made anew when the pool changes, until it is taken. */
final class PayloadBuild {
    private static final int MAX_IMPROVEMENTS = 16;

    private final BlockBuilder builder;
    private final TransactionPool pool;
    private final Block parent;
    private final BuildAttributes attributes;
    private Optional<BuiltBlock> best = Optional.empty();
    private long seenChanges = -1;
    private int improvements;
    private boolean taken;

    PayloadBuild(BlockBuilder builder, TransactionPool pool, Block parent, BuildAttributes attributes) {
        this.builder = builder;
        this.pool = pool;
        this.parent = parent;
        this.attributes = attributes;
    }

    /** Takes in what came to the pool; so often only, because every time costs as much as a block. */
    synchronized void improve() {
        if (!taken && improvements < MAX_IMPROVEMENTS) {
            improvements++;
            refresh();
        }
    }

    /** The block as it stands, with what the pool holds now; from now on it stays as it is. */
    synchronized BuiltBlock take() {
        if (!taken) {
            refresh();
            taken = true;
        }
        return best.orElseThrow();
    }

    synchronized boolean isTaken() {
        return taken;
    }

    private void refresh() {
        long changes = pool.changes();
        if (changes == seenChanges) {
            return;
        }
        BuiltBlock built = builder.build(parent, attributes, pool.pending(BaseFee.after(parent.header())));
        boolean worse = best.filter(before -> before.value().compareTo(built.value()) > 0)
                .isPresent();
        if (!worse) {
            best = Optional.of(built);
        }
        seenChanges = changes;
    }
}
