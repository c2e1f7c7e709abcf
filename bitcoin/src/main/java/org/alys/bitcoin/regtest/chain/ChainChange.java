package org.alys.bitcoin.regtest.chain;

import java.util.List;
import org.alys.bitcoin.tx.Block;

/**
 * How the active chain moved.
 *
 * @param disconnected blocks that left it, the highest first
 * @param connected blocks that joined it, the lowest first
 */
public record ChainChange(List<Step> disconnected, List<Step> connected) {
    /** One block. */
    public record Step(BlockEntry entry, Block block) {}

    public ChainChange {
        disconnected = List.copyOf(disconnected);
        connected = List.copyOf(connected);
    }

    public boolean isEmpty() {
        return disconnected.isEmpty() && connected.isEmpty();
    }
}
