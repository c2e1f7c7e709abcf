package org.alys.primitives.ssz;

import java.util.function.Function;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;

/**
 * How values of {@code T} are written, read and hashed. Every value has exactly one encoding, and decoding accepts no other
 * bytes. Instances are immutable and may be shared between threads.
 */
public abstract class SszType<T> {
    /** The offset in front of a part of variable size. */
    static final int OFFSET_SIZE = 4;

    SszType() {}

    /** The encoding of {@code value}; throws {@link IllegalArgumentException} when it breaks a limit of the type. */
    public final Bytes encode(T value) {
        return Bytes.of(encodeToArray(value));
    }

    /** As {@link #encode}, in an array of the caller's own. */
    public final byte[] encodeToArray(T value) {
        byte[] out = new byte[size(value)];
        write(value, out, 0);
        return out;
    }

    /** Reads bytes from outside. Memory use is bounded by a small multiple of their number. */
    public final Decoded<T> decode(byte[] bytes) {
        try {
            return new Decoded.Value<>(read(bytes, 0, bytes.length));
        } catch (MalformedSszException e) {
            return new Decoded.Malformed<>(e.reason());
        }
    }

    /** As {@link #decode(byte[])}. */
    public final Decoded<T> decode(Bytes bytes) {
        return decode(bytes.toArray());
    }

    /** {@code hash_tree_root(value)}. */
    public final Bytes32 root(T value) {
        byte[] root = new byte[Bytes32.SIZE];
        rootInto(value, root, 0);
        return Bytes32.of(root);
    }

    /** How many bytes the encoding of {@code value} has. */
    public abstract int size(T value);

    /**
     * The same encoding for another Java type.
     *
     * @param fromWire may refuse a value with {@link IllegalArgumentException}: then the bytes are malformed
     */
    public final <U> SszType<U> map(Function<T, U> fromWire, Function<U, T> toWire) {
        return new MappedType<>(this, fromWire, toWire);
    }

    /** The size of every value, or -1 for a type of variable size. */
    abstract int fixedSize();

    final boolean isFixed() {
        return fixedSize() >= 0;
    }

    /** Whether lists pack values into chunks instead of hashing each. */
    boolean isBasic() {
        return false;
    }

    /** Writes {@code value} from {@code at} on and returns the index after it. */
    abstract int write(T value, byte[] out, int at);

    /** Reads the value that fills {@code from} to {@code to} (exclusive) exactly. */
    abstract T read(byte[] in, int from, int to) throws MalformedSszException;

    /** Writes the 32 bytes of the root to {@code out} from {@code at} on, which hold zeros. */
    abstract void rootInto(T value, byte[] out, int at);

    static void requireSize(int expected, int from, int to) throws MalformedSszException {
        if (to - from != expected) {
            throw new MalformedSszException("expected " + expected + " bytes, got " + (to - from));
        }
    }

    static void writeUint32(byte[] out, int at, int value) {
        out[at] = (byte) value;
        out[at + 1] = (byte) (value >> 8);
        out[at + 2] = (byte) (value >> 16);
        out[at + 3] = (byte) (value >> 24);
    }

    /** The offset at {@code at}, relative to {@code from}, as an index that lies between {@code from} and {@code to}. */
    static int readOffset(byte[] in, int at, int from, int to) throws MalformedSszException {
        long offset =
                (in[at] & 0xffL) | (in[at + 1] & 0xffL) << 8 | (in[at + 2] & 0xffL) << 16 | (in[at + 3] & 0xffL) << 24;
        if (offset > to - from) {
            throw new MalformedSszException("offset " + offset + " is beyond the end at " + (to - from));
        }
        return from + (int) offset;
    }
}
