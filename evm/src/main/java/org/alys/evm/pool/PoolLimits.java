package org.alys.evm.pool;

import java.time.Duration;
import org.alys.primitives.UInt256;

/**
 * What the pool may hold, and the least it asks for.
 *
 * @param minimumTip in wei per gas: the least priority fee
 * @param maxPerAccount transactions of one sender, whether they can run or not
 * @param maxQueuedPerAccount transactions of one sender that cannot run yet
 * @param maxTransactions in all
 * @param maxBytes encoded size of all together
 * @param queuedLifetime how long one that cannot run is kept
 */
public record PoolLimits(
        UInt256 minimumTip,
        int maxPerAccount,
        int maxQueuedPerAccount,
        int maxTransactions,
        long maxBytes,
        Duration queuedLifetime) {
    /** The largest transaction, in bytes of its encoding. */
    public static final int MAX_TRANSACTION_BYTES = 128 * 1024;

    public PoolLimits {
        if (maxPerAccount < 1
                || maxQueuedPerAccount < 1
                || maxTransactions < 1
                || maxBytes < MAX_TRANSACTION_BYTES
                || queuedLifetime.isNegative()) {
            throw new IllegalArgumentException("impossible pool limits: " + maxPerAccount + " and "
                    + maxQueuedPerAccount + " per account, " + maxTransactions + " in all, " + maxBytes + " B, "
                    + queuedLifetime);
        }
    }

    /** 1 wei, 512 and 64 per account, 8192 and 32 MiB in all, 3 hours. */
    public static PoolLimits standard() {
        return new PoolLimits(UInt256.ONE, 512, 64, 8192, 32L << 20, Duration.ofHours(3));
    }
}
