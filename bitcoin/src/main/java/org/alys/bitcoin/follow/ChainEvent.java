package org.alys.bitcoin.follow;

import org.alys.bitcoin.tx.Block;
import org.alys.bitcoin.tx.BlockHash;
import org.alys.bitcoin.tx.BlockHeader;

/** A change of the active chain by one block. */
public sealed interface ChainEvent {
    int height();

    BlockHash hash();

    /** The block is the new best one; its parent was the best one before, unless it is the first that is followed. */
    record Connected(int height, BlockHash hash, Block block) implements ChainEvent {
        public BlockHeader header() {
            return block.header();
        }
    }

    /** The block was the best one and is not in the active chain any more; its parent is the best one now. */
    record Disconnected(int height, BlockHash hash) implements ChainEvent {}
}
