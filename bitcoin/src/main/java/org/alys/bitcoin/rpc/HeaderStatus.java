package org.alys.bitcoin.rpc;

import org.alys.bitcoin.tx.BlockHash;
import org.alys.bitcoin.tx.BlockHeader;

/**
 * A header that the node knows.
 *
 * @param confirmations 1 for the best block; -1 for a block that is not in the active chain
 */
public record HeaderStatus(BlockHash hash, BlockHeader header, int height, int confirmations) {
    public boolean isInActiveChain() {
        return confirmations >= 1;
    }
}
