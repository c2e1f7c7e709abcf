package org.alys.bitcoin.regtest.chain;

import java.util.List;
import org.alys.bitcoin.regtest.consensus.Coin;

/**
 * The coins that a block spent.
 *
 * @param spent for each transaction in block order the coins of its inputs in their order; none for the coinbase
 */
public record BlockUndo(List<List<Coin>> spent) {
    public BlockUndo {
        spent = List.copyOf(spent);
    }

    /** What the transaction at that place in the block spent. */
    public List<Coin> spentBy(int transactionIndex) {
        return spent.get(transactionIndex);
    }
}
