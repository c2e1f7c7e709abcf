package org.alys.storage;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.alys.primitives.Bytes;

/**
 * A deposit that a final block minted.
 *
 * @param height of that block
 * @param outpoint of the deposit, Bitcoin's 36 bytes
 */
public record MintedDeposit(long height, Bytes outpoint) {
    /** The place in the order of heights. */
    public Bytes key() {
        byte[] key = new byte[Long.BYTES + outpoint.size()];
        ByteBuffer.wrap(key).putLong(height);
        outpoint.copyTo(key, Long.BYTES);
        return Bytes.of(key);
    }

    /**
     * Reads what {@link #key} gave.
     *
     * @throws IllegalArgumentException when it is too short
     */
    public static MintedDeposit ofKey(Bytes key) {
        if (key.size() <= Long.BYTES) {
            throw new IllegalArgumentException("a mint's key has more than " + key.size() + " bytes");
        }
        byte[] bytes = key.toArray();
        return new MintedDeposit(
                ByteBuffer.wrap(bytes).getLong(), Bytes.of(Arrays.copyOfRange(bytes, Long.BYTES, bytes.length)));
    }
}
