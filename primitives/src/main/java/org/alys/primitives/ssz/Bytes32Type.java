package org.alys.primitives.ssz;

import org.alys.primitives.Bytes32;

/** A vector of 32 bytes: its root is itself. */
final class Bytes32Type extends SszType<Bytes32> {
    @Override
    public int size(Bytes32 value) {
        return Bytes32.SIZE;
    }

    @Override
    int fixedSize() {
        return Bytes32.SIZE;
    }

    @Override
    int write(Bytes32 value, byte[] out, int at) {
        value.copyTo(out, at);
        return at + Bytes32.SIZE;
    }

    @Override
    Bytes32 read(byte[] in, int from, int to) throws MalformedSszException {
        requireSize(Bytes32.SIZE, from, to);
        return Bytes32.copyOf(in, from);
    }

    @Override
    void rootInto(Bytes32 value, byte[] out, int at) {
        value.copyTo(out, at);
    }
}
