package org.alys.evm.state;

import java.nio.ByteBuffer;
import org.alys.primitives.Bytes32;

/** A block whose state can be reached. Its hash is its identity: blocks may well have equal roots. */
record Layer(Bytes32 hash, Bytes32 parent, long number, Bytes32 root) {
    private static final int SIZE = 2 * Bytes32.SIZE + Long.BYTES;

    /** Everything but the hash, which is the key. */
    byte[] encode() {
        ByteBuffer buffer = ByteBuffer.allocate(SIZE);
        return buffer.put(parent.toArray()).putLong(number).put(root.toArray()).array();
    }

    static Layer decode(byte[] hash, byte[] encoded) {
        return new Layer(
                Bytes32.of(hash),
                Bytes32.copyOf(encoded, 0),
                ByteBuffer.wrap(encoded).getLong(Bytes32.SIZE),
                Bytes32.copyOf(encoded, Bytes32.SIZE + Long.BYTES));
    }
}
