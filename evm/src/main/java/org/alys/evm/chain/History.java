package org.alys.evm.chain;

import java.util.Optional;
import java.util.OptionalLong;
import org.alys.evm.block.Block;
import org.alys.evm.store.Batch;

/**
 * Forgets what is old: body, receipts and transaction places of blocks far below the final one, in steps so small that nobody
 * waits for them. Headers stay, and the genesis block. Each step is one write, so a crash leaves a block whole or pruned.
 */
final class History {
    private static final int BLOCKS_A_STEP = 64;

    private final ChainStore store;
    private final OptionalLong kept;
    private long first;

    /** @param kept how many blocks up to the final one are kept; empty for all */
    History(ChainStore store, OptionalLong kept) {
        this.store = store;
        this.kept = kept;
        this.first = store.firstWhole();
    }

    /** Forgets the next step of what is too far below {@code finalized}. */
    void follow(Optional<Block> finalized) {
        if (kept.isEmpty() || finalized.isEmpty()) {
            return;
        }
        long wanted = finalized.get().header().number() + 1 - kept.getAsLong();
        long end = Math.min(wanted, first + BLOCKS_A_STEP);
        if (end > first) {
            Batch batch = new Batch();
            for (long number = first; number < end; number++) {
                store.canonicalHash(number).ifPresent(hash -> store.forgetBody(batch, hash));
            }
            ChainStore.putFirstWhole(batch, end);
            store.write(batch);
            first = end;
        }
    }
}
