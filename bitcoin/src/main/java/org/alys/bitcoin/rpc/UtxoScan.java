package org.alys.bitcoin.rpc;

import java.util.List;
import org.alys.bitcoin.tx.BlockHash;
import org.alys.primitives.Sats;

/**
 * The confirmed unspent outputs of some scripts at one block.
 *
 * @param total of all {@code outputs}, as the node adds it up
 */
public record UtxoScan(int height, BlockHash bestBlock, List<UnspentOutput> outputs, Sats total) {
    public UtxoScan {
        outputs = List.copyOf(outputs);
    }
}
