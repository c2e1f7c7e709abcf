package org.alys.bridge;

import java.util.Comparator;
import org.alys.bitcoin.tx.BlockHash;
import org.alys.bitcoin.tx.MerkleBranch;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.primitives.Bytes;
import org.alys.primitives.Sats;

/**
 * One output that pays the federation, with the proof that it is in a block.
 *
 * @param transactionIndex place of its transaction in the block
 * @param transaction without witness: the bytes that its id is the double SHA-256 of; empty once it is minted for good
 * @param branch from the transaction's id to the block's Merkle root
 */
public record Deposit(
        OutPoint outPoint,
        Sats amount,
        Eligibility eligibility,
        BlockHash block,
        int height,
        int transactionIndex,
        Bytes transaction,
        MerkleBranch branch) {
    /** Bitcoin's order, in which deposits are minted. */
    static final Comparator<Deposit> BITCOIN_ORDER = Comparator.comparingInt(Deposit::height)
            .thenComparingInt(Deposit::transactionIndex)
            .thenComparingLong(deposit -> deposit.outPoint().index());

    /** The same deposit without its proof, which nobody needs any more. */
    Deposit withoutProof() {
        return transaction.isEmpty()
                ? this
                : new Deposit(
                        outPoint,
                        amount,
                        eligibility,
                        block,
                        height,
                        transactionIndex,
                        Bytes.EMPTY,
                        MerkleBranch.EMPTY);
    }
}
