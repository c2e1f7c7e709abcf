package org.alys.node.network;

import org.alys.primitives.Bytes32;

/**
 * Where a node says it is. Nothing of it is believed: a higher final block counts once its certificate was seen.
 *
 * @param genesisRoot of its chain
 * @param finalHeight height of its newest federation-final block that it can prove: it has that block's own finalize certificate
 * @param headHeight height of its newest executed block
 * @param bitcoinFinalHeight the height up to which a merged-mined proof covers its chain
 */
public record PeerStatus(
        Bytes32 genesisRoot,
        long finalHeight,
        Bytes32 finalRoot,
        long headHeight,
        Bytes32 headRoot,
        long bitcoinFinalHeight) {
    /** Checks only that the heights can belong together. */
    public PeerStatus {
        if (bitcoinFinalHeight < 0 || bitcoinFinalHeight > finalHeight || finalHeight > headHeight) {
            throw new IllegalArgumentException("heights that cannot be: Bitcoin-final " + bitcoinFinalHeight
                    + ", final " + finalHeight + ", head " + headHeight);
        }
    }
}
