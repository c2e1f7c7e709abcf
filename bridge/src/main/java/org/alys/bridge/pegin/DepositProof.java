package org.alys.bridge.pegin;

import org.alys.bitcoin.tx.BlockHash;
import org.alys.bitcoin.tx.MerkleBranch;
import org.alys.primitives.Bytes;

/**
 * That a transaction is in a block.
 *
 * @param height of the block
 * @param transactionIndex in the block
 * @param transaction encoded without witness: the branch proves nothing about a witness, so a proof has none
 * @param branch from the transaction id to the block's Merkle root
 */
public record DepositProof(BlockHash block, int height, int transactionIndex, Bytes transaction, MerkleBranch branch) {
    /** The largest transaction that a proof carries, in bytes without witness: the largest that nodes relay. */
    public static final int MAX_TRANSACTION_BYTES = 100_000;
}
