package org.alys.primitives;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Exactly 32 immutable bytes: a hash, a root, a public key's coordinate. Compares as an unsigned big-endian number. */
public final class Bytes32 implements Comparable<Bytes32> {
    public static final int SIZE = 32;
    public static final Bytes32 ZERO = new Bytes32(new byte[SIZE]);

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;

    private Bytes32(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A copy of {@code bytes}, which must be 32 long. */
    public static Bytes32 of(byte[] bytes) {
        if (bytes.length != SIZE) {
            throw new IllegalArgumentException("expected 32 bytes, got " + bytes.length);
        }
        return new Bytes32(bytes.clone());
    }

    /** A copy of the 32 bytes of {@code source} that start at {@code offset}. */
    public static Bytes32 copyOf(byte[] source, int offset) {
        return new Bytes32(Arrays.copyOfRange(source, offset, offset + SIZE));
    }

    /** The bytes that 64 hex digits name, with or without {@code 0x}. */
    public static Bytes32 fromHex(String hex) {
        return of(Hex.decode(hex));
    }

    public byte[] toArray() {
        return bytes.clone();
    }

    /** Copies the bytes into {@code target} from {@code offset} on. */
    public void copyTo(byte[] target, int offset) {
        System.arraycopy(bytes, 0, target, offset, SIZE);
    }

    /** The same bytes in reverse: Bitcoin prints its hashes this way. */
    public Bytes32 reversed() {
        byte[] reversed = new byte[SIZE];
        for (int i = 0; i < SIZE; i++) {
            reversed[i] = bytes[SIZE - 1 - i];
        }
        return new Bytes32(reversed);
    }

    public boolean isZero() {
        return equals(ZERO);
    }

    /** 64 hex digits without a prefix. */
    public String toHex() {
        return Hex.encode(bytes);
    }

    /** 64 hex digits after {@code 0x}. */
    public String toHex0x() {
        return Hex.encode0x(bytes);
    }

    @Override
    public int compareTo(Bytes32 other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes32 that && Arrays.equals(bytes, that.bytes);
    }

    /** Hashes are uniform already, and leading or trailing zeros are the common bias: the middle is good enough. */
    @Override
    public int hashCode() {
        return (int) INT.get(bytes, 12) ^ (int) INT.get(bytes, 28) * 31;
    }

    @Override
    public String toString() {
        return toHex0x();
    }
}
