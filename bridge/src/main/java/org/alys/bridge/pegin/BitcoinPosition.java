package org.alys.bridge.pegin;

import java.util.Comparator;

/**
 * Where an output stands in Bitcoin's chain. Deposits are minted in this order.
 *
 * @param height of the block, 0 or more
 * @param transactionIndex in the block, 0 for the coinbase
 * @param outputIndex 0 to 2^32 - 1
 */
public record BitcoinPosition(int height, int transactionIndex, long outputIndex)
        implements Comparable<BitcoinPosition> {
    private static final Comparator<BitcoinPosition> ORDER = Comparator.comparingInt(BitcoinPosition::height)
            .thenComparingInt(BitcoinPosition::transactionIndex)
            .thenComparingLong(BitcoinPosition::outputIndex);

    @Override
    public int compareTo(BitcoinPosition other) {
        return ORDER.compare(this, other);
    }
}
