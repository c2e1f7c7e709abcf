package org.alys.evm.block;

import java.util.List;

/**
 * A move of the head of a chain.
 *
 * @param removed blocks that left the canonical chain, newest first
 * @param added blocks that joined it, oldest first
 */
public record HeadChange(List<Block> removed, List<Block> added) {
    public HeadChange {
        removed = List.copyOf(removed);
        added = List.copyOf(added);
    }
}
