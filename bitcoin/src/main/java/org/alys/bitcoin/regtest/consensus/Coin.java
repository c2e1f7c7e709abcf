package org.alys.bitcoin.regtest.consensus;

import org.alys.bitcoin.tx.TxOutput;

/**
 * An unspent output.
 *
 * @param height of the block that made it; {@link #UNCONFIRMED} for an output of the mempool
 * @param coinbase whether a coinbase made it
 */
public record Coin(TxOutput output, int height, boolean coinbase) {
    public static final int UNCONFIRMED = Integer.MAX_VALUE;

    /** Whether a transaction in a block at {@code spendHeight} may not spend it yet. */
    public boolean isImmatureAt(int spendHeight) {
        return coinbase && spendHeight - height < RegtestRules.COINBASE_MATURITY;
    }
}
