package org.alys.storage;

import java.nio.ByteBuffer;
import org.alys.primitives.Bytes32;

/** A block by its height, slot and root. Heights and slots count from 0. */
public record ChainPoint(long height, long slot, Bytes32 root) {
    private static final int SIZE = 2 * Long.BYTES + Bytes32.SIZE;

    public ChainPoint {
        if (height < 0 || slot < 0) {
            throw new IllegalArgumentException("negative height or slot: " + height + ", " + slot);
        }
    }

    byte[] encode() {
        byte[] bytes = new byte[SIZE];
        ByteBuffer.wrap(bytes).putLong(height).putLong(slot);
        root.copyTo(bytes, 2 * Long.BYTES);
        return bytes;
    }

    /** @throws IllegalArgumentException when the bytes are not what {@link #encode} makes */
    static ChainPoint decode(byte[] bytes) {
        if (bytes.length != SIZE) {
            throw new IllegalArgumentException("a chain point has " + SIZE + " bytes, not " + bytes.length);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new ChainPoint(buffer.getLong(), buffer.getLong(), Bytes32.copyOf(bytes, 2 * Long.BYTES));
    }
}
