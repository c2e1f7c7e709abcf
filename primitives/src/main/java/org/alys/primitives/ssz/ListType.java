package org.alys.primitives.ssz;

import java.util.ArrayList;
import java.util.List;

final class ListType<T> extends SszType<List<T>> {
    private final SszType<T> element;
    private final long limit;
    private final int depth;

    ListType(SszType<T> element, long limit) {
        this.element = element;
        this.limit = limit;
        int perChunk = element.isBasic() ? Merkle.CHUNK / element.fixedSize() : 1;
        this.depth = Merkle.depth((limit + perChunk - 1) / perChunk);
    }

    @Override
    public int size(List<T> values) {
        if (element.isFixed()) {
            return Math.multiplyExact(values.size(), element.fixedSize());
        }
        int size = Math.multiplyExact(values.size(), OFFSET_SIZE);
        for (T value : values) {
            size = Math.addExact(size, element.size(value));
        }
        return size;
    }

    @Override
    int fixedSize() {
        return -1;
    }

    @Override
    int write(List<T> values, byte[] out, int at) {
        requireWithinLimit(values);
        if (element.isFixed()) {
            int next = at;
            for (T value : values) {
                next = element.write(value, out, next);
            }
            return next;
        }
        int next = at + values.size() * OFFSET_SIZE;
        for (int i = 0; i < values.size(); i++) {
            writeUint32(out, at + i * OFFSET_SIZE, next - at);
            next = element.write(values.get(i), out, next);
        }
        return next;
    }

    private void requireWithinLimit(List<T> values) {
        if (values.size() > limit) {
            throw new IllegalArgumentException(values.size() + " elements are more than the limit of " + limit);
        }
    }

    @Override
    List<T> read(byte[] in, int from, int to) throws MalformedSszException {
        if (from == to) {
            return List.of();
        }
        return element.isFixed() ? readFixed(in, from, to) : readVariable(in, from, to);
    }

    private List<T> readFixed(byte[] in, int from, int to) throws MalformedSszException {
        int size = element.fixedSize();
        int count = (to - from) / size;
        if (count * size != to - from) {
            throw new MalformedSszException((to - from) + " bytes are no multiple of the element's " + size);
        }
        requireCount(count);
        List<T> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(readElement(in, i, from + i * size, from + (i + 1) * size));
        }
        return List.copyOf(values);
    }

    private List<T> readVariable(byte[] in, int from, int to) throws MalformedSszException {
        if (to - from < OFFSET_SIZE) {
            throw new MalformedSszException("no room for an offset");
        }
        int start = readOffset(in, from, from, to);
        int count = (start - from) / OFFSET_SIZE;
        if (count == 0 || count * OFFSET_SIZE != start - from) {
            throw new MalformedSszException("first offset " + (start - from) + " does not follow the offsets");
        }
        requireCount(count);
        List<T> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int end = i + 1 < count ? readOffset(in, from + (i + 1) * OFFSET_SIZE, from, to) : to;
            if (end < start) {
                throw new MalformedSszException("offsets go backwards after element " + i);
            }
            values.add(readElement(in, i, start, end));
            start = end;
        }
        return List.copyOf(values);
    }

    private T readElement(byte[] in, int index, int from, int to) throws MalformedSszException {
        try {
            return element.read(in, from, to);
        } catch (MalformedSszException e) {
            throw e.inside("[" + index + "]");
        }
    }

    private void requireCount(int count) throws MalformedSszException {
        if (count > limit) {
            throw new MalformedSszException(count + " elements are more than the limit of " + limit);
        }
    }

    @Override
    void rootInto(List<T> values, byte[] out, int at) {
        requireWithinLimit(values);
        int count = element.isBasic() ? (size(values) + Merkle.CHUNK - 1) / Merkle.CHUNK : values.size();
        byte[] chunks = Merkle.newChunks(count);
        if (element.isBasic()) {
            write(values, chunks, 0);
        } else {
            for (int i = 0; i < count; i++) {
                element.rootInto(values.get(i), chunks, i * Merkle.CHUNK);
            }
        }
        Merkle.root(chunks, count, depth, out, at);
        Merkle.mixInLength(out, at, values.size());
    }
}
