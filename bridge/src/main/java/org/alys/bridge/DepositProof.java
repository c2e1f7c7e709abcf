package org.alys.bridge;

import java.util.List;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;

/**
 * That a block of Bitcoin holds a transaction. Shared by all deposits of the transaction.
 *
 * @param transaction encoded without witness: its double SHA-256 is the transaction id
 * @param merkleBranch siblings from the id up to the block's Merkle root, lowest first, in hash-output order
 */
public record DepositProof(Bytes transaction, List<Bytes32> merkleBranch) {
    public DepositProof {
        merkleBranch = List.copyOf(merkleBranch);
    }
}
