package org.alys.bitcoin.regtest.mempool;

import java.util.List;
import org.alys.bitcoin.regtest.consensus.Coin;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bitcoin.tx.Txid;
import org.alys.primitives.Bytes32;
import org.alys.primitives.Sats;

/**
 * A transaction in the mempool.
 *
 * @param spent what its inputs spend, in their order
 * @param time when it came, in seconds since 1970
 * @param height of the chain when it came
 */
public record MempoolEntry(
        Transaction transaction,
        Txid txid,
        Bytes32 wtxid,
        List<Coin> spent,
        Sats fee,
        int virtualSize,
        int weight,
        int sigopsCost,
        long time,
        int height) {
    public MempoolEntry {
        spent = List.copyOf(spent);
    }

    /** Whether it pays more for its size than {@code other}. */
    boolean paysMorePerByteThan(MempoolEntry other) {
        return fee.value() * other.virtualSize > other.fee.value() * virtualSize;
    }

    /** Whether it says that it may be replaced (BIP 125). */
    public boolean signalsReplacement() {
        return transaction.inputs().stream().anyMatch(input -> input.sequence() < 0xffff_fffeL);
    }
}
