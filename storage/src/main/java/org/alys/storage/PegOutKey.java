package org.alys.storage;

import java.nio.ByteBuffer;
import java.util.Comparator;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;

/**
 * Names a peg-out request for ever: the block that made it and the place of its log there. In the order of slots, so that the
 * requests of final blocks come first.
 *
 * @param slot of the block, not negative
 * @param block its root
 * @param logIndex counts all logs of the block, not negative
 */
public record PegOutKey(long slot, Bytes32 block, int logIndex) implements Comparable<PegOutKey> {
    private static final int SIZE = Long.BYTES + Bytes32.SIZE + Integer.BYTES;
    private static final Comparator<PegOutKey> ORDER = Comparator.comparingLong(PegOutKey::slot)
            .thenComparing(PegOutKey::block)
            .thenComparingInt(PegOutKey::logIndex);

    public PegOutKey {
        if (slot < 0 || logIndex < 0) {
            throw new IllegalArgumentException("no peg-out request has slot " + slot + " and log " + logIndex);
        }
    }

    /** The bytes in whose order the database keeps requests. */
    public Bytes encode() {
        byte[] bytes = new byte[SIZE];
        ByteBuffer.wrap(bytes).putLong(slot).putInt(Long.BYTES + Bytes32.SIZE, logIndex);
        block.copyTo(bytes, Long.BYTES);
        return Bytes.of(bytes);
    }

    static PegOutKey decode(byte[] bytes) {
        if (bytes.length != SIZE) {
            throw new IllegalArgumentException("a peg-out key has " + SIZE + " bytes, not " + bytes.length);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        return new PegOutKey(in.getLong(), Bytes32.copyOf(bytes, Long.BYTES), in.getInt(Long.BYTES + Bytes32.SIZE));
    }

    @Override
    public int compareTo(PegOutKey other) {
        return ORDER.compare(this, other);
    }
}
