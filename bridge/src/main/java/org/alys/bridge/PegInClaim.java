package org.alys.bridge;

import java.util.List;
import org.alys.bitcoin.tx.BlockHash;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Sats;

/**
 * What a block of the sidechain says of a deposit that it mints. Comes from outside; nothing in it is trusted.
 *
 * @param height of {@code block}, as claimed
 * @param transaction encoded without witness
 * @param merkleBranch lowest first, in hash-output order
 */
public record PegInClaim(
        BlockHash block,
        long height,
        long transactionIndex,
        long outputIndex,
        Bytes transaction,
        List<Bytes32> merkleBranch,
        Sats amount,
        EvmAddress recipient) {
    public PegInClaim {
        merkleBranch = List.copyOf(merkleBranch);
    }
}
