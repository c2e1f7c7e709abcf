package org.alys.primitives.ssz;

import java.util.Arrays;
import org.alys.primitives.Bytes;

final class ByteListType extends SszType<Bytes> {
    private final int limit;
    private final int depth;

    ByteListType(int limit) {
        this.limit = limit;
        this.depth = Merkle.depth(chunks(limit));
    }

    private static int chunks(int bytes) {
        return (int) (((long) bytes + Merkle.CHUNK - 1) / Merkle.CHUNK);
    }

    @Override
    public int size(Bytes value) {
        return value.size();
    }

    @Override
    int fixedSize() {
        return -1;
    }

    @Override
    int write(Bytes value, byte[] out, int at) {
        if (value.size() > limit) {
            throw new IllegalArgumentException(value.size() + " bytes are more than the limit of " + limit);
        }
        value.copyTo(out, at);
        return at + value.size();
    }

    @Override
    Bytes read(byte[] in, int from, int to) throws MalformedSszException {
        if (to - from > limit) {
            throw new MalformedSszException((to - from) + " bytes are more than the limit of " + limit);
        }
        return Bytes.of(Arrays.copyOfRange(in, from, to));
    }

    @Override
    void rootInto(Bytes value, byte[] out, int at) {
        int count = chunks(value.size());
        byte[] chunks = Merkle.newChunks(count);
        write(value, chunks, 0);
        Merkle.root(chunks, count, depth, out, at);
        Merkle.mixInLength(out, at, value.size());
    }
}
