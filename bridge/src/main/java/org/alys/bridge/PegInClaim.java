package org.alys.bridge;

import java.util.List;
import org.alys.bitcoin.tx.BlockHash;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Sats;

/** What a sidechain block says of a deposit that it mints. */
public record PegInClaim(
        OutPoint outPoint,
        BlockHash block,
        long height,
        long transactionIndex,
        Bytes transaction,
        List<Bytes32> merkleBranch,
        Sats amount,
        EvmAddress recipient) {
    public PegInClaim {
        merkleBranch = List.copyOf(merkleBranch);
    }
}
