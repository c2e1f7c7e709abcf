package org.alys.bitcoin.rpc;

import org.alys.bitcoin.tx.OutPoint;
import org.alys.bitcoin.tx.TxOutput;

/**
 * An output that nobody has spent yet.
 *
 * @param confirmations 0 in the mempool, 1 in the best block
 * @param coinbase created by mining: spendable after 100 confirmations only
 */
public record UnspentOutput(OutPoint outPoint, TxOutput output, int confirmations, boolean coinbase) {}
