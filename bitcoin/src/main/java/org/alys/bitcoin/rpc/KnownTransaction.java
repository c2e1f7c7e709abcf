package org.alys.bitcoin.rpc;

import java.util.Optional;
import org.alys.bitcoin.tx.BlockHash;
import org.alys.bitcoin.tx.Transaction;

/**
 * A transaction that the node knows.
 *
 * @param block the block that holds it; empty in the mempool
 * @param confirmations 0 in the mempool or in a block that is not in the active chain
 */
public record KnownTransaction(Transaction transaction, Optional<BlockHash> block, int confirmations) {}
