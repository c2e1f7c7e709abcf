package org.alys.evm.block;

import java.util.List;
import org.alys.evm.payload.Withdrawal;
import org.alys.evm.transaction.SignedTransaction;
import org.alys.primitives.Bytes32;

/**
 * A block with its hash.
 *
 * @param hash Keccak-256 of the header's RLP
 */
public record Block(
        Bytes32 hash, BlockHeader header, List<SignedTransaction> transactions, List<Withdrawal> withdrawals) {
    public Block {
        transactions = List.copyOf(transactions);
        withdrawals = List.copyOf(withdrawals);
    }
}
