package org.alys.bitcoin.regtest.consensus;

import java.util.List;
import java.util.function.IntToLongFunction;
import org.alys.bitcoin.tx.Transaction;

/** Relative lock times (BIP 68). */
public final class SequenceLocks {
    private static final long DISABLED = 1L << 31;
    private static final long IN_SECONDS = 1L << 22;
    private static final long MASK = 0xffff;
    private static final int SECONDS_SHIFT = 9;

    private SequenceLocks() {}

    /**
     * Whether the transaction may be in a block at {@code height}.
     *
     * @param coins what its inputs spend, in their order; an unconfirmed coin counts as one of the block itself
     * @param medianTimes the median time past of the active chain's block at a height, in seconds since 1970; the height
     *     before the first counts as the first
     */
    public static boolean areMet(Transaction transaction, List<Coin> coins, int height, IntToLongFunction medianTimes) {
        if (transaction.version() == 0 || transaction.version() == 1) {
            return true;
        }
        for (int i = 0; i < coins.size(); i++) {
            long sequence = transaction.inputs().get(i).sequence();
            if ((sequence & DISABLED) != 0) {
                continue;
            }
            int coinHeight = Math.min(coins.get(i).height(), height);
            long units = sequence & MASK;
            if ((sequence & IN_SECONDS) != 0) {
                long since = medianTimes.applyAsLong(Math.max(coinHeight - 1, 0));
                if (since + (units << SECONDS_SHIFT) > medianTimes.applyAsLong(height - 1)) {
                    return false;
                }
            } else if (coinHeight + units > height) {
                return false;
            }
        }
        return true;
    }
}
