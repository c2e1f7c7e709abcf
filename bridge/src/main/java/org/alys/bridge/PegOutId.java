package org.alys.bridge;

import java.util.Comparator;
import org.alys.primitives.Bytes32;

/**
 * Names a peg-out request for ever: the sidechain block that made it, and the place of its log there. In the chain's order.
 *
 * @param slot of the block
 * @param block its root
 * @param logIndex counts all logs of the block
 */
public record PegOutId(long slot, Bytes32 block, int logIndex) implements Comparable<PegOutId> {
    private static final Comparator<PegOutId> ORDER = Comparator.comparingLong(PegOutId::slot)
            .thenComparing(PegOutId::block)
            .thenComparingInt(PegOutId::logIndex);

    @Override
    public int compareTo(PegOutId other) {
        return ORDER.compare(this, other);
    }
}
