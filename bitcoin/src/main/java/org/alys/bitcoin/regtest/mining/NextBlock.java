package org.alys.bitcoin.regtest.mining;

import java.util.List;
import org.alys.bitcoin.regtest.mempool.MempoolEntry;
import org.alys.bitcoin.tx.BlockHash;
import org.alys.bitcoin.tx.Transaction;
import org.alys.primitives.Bytes;
import org.alys.primitives.Sats;

/**
 * What the next block is to be made of.
 *
 * @param minTime the earliest time it may have, in seconds since 1970
 * @param time the time it should have
 * @param entries its transactions without the coinbase
 * @param coinbaseValue subsidy and fees
 * @param witnessCommitment the script of the output that commits to the witnesses
 */
public record NextBlock(
        BlockHash previous,
        int height,
        int version,
        long minTime,
        long time,
        List<MempoolEntry> entries,
        Sats coinbaseValue,
        Bytes witnessCommitment) {
    public NextBlock {
        entries = List.copyOf(entries);
    }

    public List<Transaction> transactions() {
        return entries.stream().map(MempoolEntry::transaction).toList();
    }
}
