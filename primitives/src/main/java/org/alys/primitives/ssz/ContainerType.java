package org.alys.primitives.ssz;

import java.util.List;
import java.util.function.Function;

final class ContainerType<T> extends SszType<T> {
    private final String name;
    private final List<SszContainer.Field<T, ?>> fields;
    private final Function<SszContainer.Values<T>, T> constructor;
    private final boolean fixed;
    /** All of a container of fixed size; else fixed fields and the offsets of the others. */
    private final int headSize;

    private final int depth;

    ContainerType(String name, List<SszContainer.Field<T, ?>> fields, Function<SszContainer.Values<T>, T> constructor) {
        this.name = name;
        this.fields = List.copyOf(fields);
        this.constructor = constructor;
        this.fixed = fields.stream().allMatch(field -> field.type.isFixed());
        this.headSize = fields.stream().mapToInt(ContainerType::headSize).sum();
        this.depth = Merkle.depth(fields.size());
    }

    private static int headSize(SszContainer.Field<?, ?> field) {
        return field.type.isFixed() ? field.type.fixedSize() : OFFSET_SIZE;
    }

    @Override
    public int size(T value) {
        int size = headSize;
        for (SszContainer.Field<T, ?> field : fields) {
            size = field.type.isFixed() ? size : Math.addExact(size, field.size(value));
        }
        return size;
    }

    @Override
    int fixedSize() {
        return fixed ? headSize : -1;
    }

    @Override
    int write(T value, byte[] out, int at) {
        int head = at;
        int tail = at + headSize;
        for (SszContainer.Field<T, ?> field : fields) {
            if (field.type.isFixed()) {
                head = field.write(value, out, head);
            } else {
                writeUint32(out, head, tail - at);
                head += OFFSET_SIZE;
                tail = field.write(value, out, tail);
            }
        }
        return tail;
    }

    @Override
    T read(byte[] in, int from, int to) throws MalformedSszException {
        if (to - from < headSize || (fixed && to - from != headSize)) {
            throw new MalformedSszException(
                    name + " has " + (fixed ? "" : "at least ") + headSize + " bytes, got " + (to - from));
        }
        int[] ends = ends(in, from, to);
        Object[] values = new Object[fields.size()];
        int head = from;
        int tail = from + headSize;
        for (int i = 0; i < values.length; i++) {
            SszContainer.Field<T, ?> field = fields.get(i);
            if (field.type.isFixed()) {
                values[i] = readField(field, in, head, head + field.type.fixedSize());
            } else {
                values[i] = readField(field, in, tail, ends[i]);
                tail = ends[i];
            }
            head += headSize(field);
        }
        return construct(values);
    }

    /** Where each field of variable size ends: where the next one starts. */
    private int[] ends(byte[] in, int from, int to) throws MalformedSszException {
        int[] ends = new int[fields.size()];
        int open = -1;
        int head = from;
        int previous = from + headSize;
        for (int i = 0; i < ends.length; i++) {
            SszContainer.Field<T, ?> field = fields.get(i);
            if (!field.type.isFixed()) {
                int start = readOffset(in, head, from, to);
                if (open < 0 ? start != previous : start < previous) {
                    throw new MalformedSszException("offset of " + field.name + " is " + (start - from)
                            + (open < 0 ? ", expected " : ", below ") + (previous - from));
                }
                if (open >= 0) {
                    ends[open] = start;
                }
                open = i;
                previous = start;
            }
            head += headSize(field);
        }
        if (open >= 0) {
            ends[open] = to;
        }
        return ends;
    }

    private static Object readField(SszContainer.Field<?, ?> field, byte[] in, int from, int to)
            throws MalformedSszException {
        try {
            return field.type.read(in, from, to);
        } catch (MalformedSszException e) {
            throw e.inside(field.name);
        }
    }

    private T construct(Object[] values) throws MalformedSszException {
        try {
            return constructor.apply(new SszContainer.Values<>(values));
        } catch (IllegalArgumentException e) {
            throw new MalformedSszException(name + ": " + e.getMessage());
        }
    }

    @Override
    void rootInto(T value, byte[] out, int at) {
        byte[] chunks = Merkle.newChunks(fields.size());
        for (int i = 0; i < fields.size(); i++) {
            fields.get(i).rootInto(value, chunks, i * Merkle.CHUNK);
        }
        Merkle.root(chunks, fields.size(), depth, out, at);
    }
}
