package org.alys.primitives;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;

/**
 * An unsigned 256-bit number, the EVM's word: a balance, a price, a storage slot or its content. Four 64-bit limbs, {@code
 * w3} the most significant.
 */
public record UInt256(long w3, long w2, long w1, long w0) implements Comparable<UInt256> {
    /** Length of the fixed encoding in bytes. */
    public static final int SIZE = 32;

    public static final UInt256 ZERO = new UInt256(0, 0, 0, 0);
    public static final UInt256 ONE = new UInt256(0, 0, 0, 1);
    public static final UInt256 MAX = new UInt256(-1, -1, -1, -1);

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** The number that {@code value}, taken as unsigned, is. */
    public static UInt256 of(long value) {
        return value == 0 ? ZERO : new UInt256(0, 0, 0, value);
    }

    /**
     * The same number.
     *
     * @throws IllegalArgumentException when it is negative or has more than 256 bits
     */
    public static UInt256 of(BigInteger value) {
        if (value.signum() < 0 || value.bitLength() > 256) {
            throw new IllegalArgumentException("not an unsigned 256-bit number: " + value);
        }
        return new UInt256(
                value.shiftRight(192).longValue(),
                value.shiftRight(128).longValue(),
                value.shiftRight(64).longValue(),
                value.longValue());
    }

    /**
     * The big-endian number that {@code bytes} are.
     *
     * @param bytes at most 32
     */
    public static UInt256 fromBytes(byte[] bytes) {
        if (bytes.length == SIZE) {
            return fromBytes(bytes, 0);
        }
        if (bytes.length > SIZE) {
            throw new IllegalArgumentException("more than 32 bytes: " + bytes.length);
        }
        byte[] word = new byte[SIZE];
        System.arraycopy(bytes, 0, word, SIZE - bytes.length, bytes.length);
        return fromBytes(word, 0);
    }

    /** The big-endian number in the 32 bytes of {@code source} from {@code offset} on. */
    public static UInt256 fromBytes(byte[] source, int offset) {
        return new UInt256(
                (long) LONG.get(source, offset),
                (long) LONG.get(source, offset + 8),
                (long) LONG.get(source, offset + 16),
                (long) LONG.get(source, offset + 24));
    }

    public static UInt256 of(Bytes32 bytes) {
        return fromBytes(bytes.toArray(), 0);
    }

    public static UInt256 of(Wei wei) {
        return of(wei.value());
    }

    /** The number that hex digits (Ethereum's JSON quantity or data), with or without {@code 0x}, name. */
    public static UInt256 fromHex(String hex) {
        return of(new BigInteger(hex.startsWith("0x") ? hex.substring(2) : hex, 16));
    }

    public boolean isZero() {
        return (w3 | w2 | w1 | w0) == 0;
    }

    /** Whether it is below 2^63. */
    public boolean fitsLong() {
        return (w3 | w2 | w1) == 0 && w0 >= 0;
    }

    /** Its value when it is below 2^63, and {@link Long#MAX_VALUE} otherwise. */
    public long toLongSaturated() {
        return fitsLong() ? w0 : Long.MAX_VALUE;
    }

    /** The sum modulo 2^256. */
    public UInt256 plus(UInt256 other) {
        long r0 = w0 + other.w0;
        long carry = Long.compareUnsigned(r0, w0) < 0 ? 1 : 0;
        long r1 = w1 + other.w1;
        long carry1 = Long.compareUnsigned(r1, w1) < 0 ? 1 : 0;
        r1 += carry;
        carry = carry1 | (carry == 1 && r1 == 0 ? 1 : 0);
        long r2 = w2 + other.w2;
        long carry2 = Long.compareUnsigned(r2, w2) < 0 ? 1 : 0;
        r2 += carry;
        carry = carry2 | (carry == 1 && r2 == 0 ? 1 : 0);
        return new UInt256(w3 + other.w3 + carry, r2, r1, r0);
    }

    /** The difference modulo 2^256. */
    public UInt256 minus(UInt256 other) {
        return plus(new UInt256(~other.w3, ~other.w2, ~other.w1, ~other.w0)).plus(ONE);
    }

    /** Copies the 32 big-endian bytes into {@code target} from {@code offset} on. */
    public void copyTo(byte[] target, int offset) {
        LONG.set(target, offset, w3);
        LONG.set(target, offset + 8, w2);
        LONG.set(target, offset + 16, w1);
        LONG.set(target, offset + 24, w0);
    }

    /** Its 32 big-endian bytes. */
    public byte[] toArray() {
        byte[] bytes = new byte[SIZE];
        copyTo(bytes, 0);
        return bytes;
    }

    /** Its big-endian bytes without leading zeros; none for zero. */
    public byte[] toMinimalArray() {
        byte[] bytes = toArray();
        int skip = 0;
        while (skip < SIZE && bytes[skip] == 0) {
            skip++;
        }
        byte[] minimal = new byte[SIZE - skip];
        System.arraycopy(bytes, skip, minimal, 0, minimal.length);
        return minimal;
    }

    public Bytes32 toBytes32() {
        return Bytes32.of(toArray());
    }

    public BigInteger toBigInteger() {
        return new BigInteger(1, toArray());
    }

    public Wei toWei() {
        return new Wei(toBigInteger());
    }

    /** {@code 0x} and hex digits without leading zeros: Ethereum's JSON quantity. */
    public String toHex() {
        return "0x" + toBigInteger().toString(16);
    }

    @Override
    public int compareTo(UInt256 other) {
        if (w3 != other.w3) {
            return Long.compareUnsigned(w3, other.w3);
        }
        if (w2 != other.w2) {
            return Long.compareUnsigned(w2, other.w2);
        }
        return w1 != other.w1 ? Long.compareUnsigned(w1, other.w1) : Long.compareUnsigned(w0, other.w0);
    }

    @Override
    public String toString() {
        return toHex();
    }
}
