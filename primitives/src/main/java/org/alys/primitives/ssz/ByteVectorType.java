package org.alys.primitives.ssz;

import java.util.Arrays;
import org.alys.primitives.Bytes;

final class ByteVectorType extends SszType<Bytes> {
    private final int length;

    ByteVectorType(int length) {
        if (length < 1) {
            throw new IllegalArgumentException("a vector has at least one byte, not " + length);
        }
        this.length = length;
    }

    @Override
    public int size(Bytes value) {
        return length;
    }

    @Override
    int fixedSize() {
        return length;
    }

    @Override
    int write(Bytes value, byte[] out, int at) {
        if (value.size() != length) {
            throw new IllegalArgumentException("expected " + length + " bytes, got " + value.size());
        }
        value.copyTo(out, at);
        return at + length;
    }

    @Override
    Bytes read(byte[] in, int from, int to) throws MalformedSszException {
        requireSize(length, from, to);
        return Bytes.of(Arrays.copyOfRange(in, from, to));
    }

    @Override
    void rootInto(Bytes value, byte[] out, int at) {
        int count = (length + Merkle.CHUNK - 1) / Merkle.CHUNK;
        byte[] chunks = Merkle.newChunks(count);
        write(value, chunks, 0);
        Merkle.root(chunks, count, Merkle.depth(count), out, at);
    }
}
