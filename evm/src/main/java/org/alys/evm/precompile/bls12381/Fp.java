package org.alys.evm.precompile.bls12381;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.alys.evm.precompile.field.Inversion;

/**
 * The field of p elements in Montgomery form: six limbs from {@code m[offset]} on, the lowest first, always below p. A result may
 * lie where an operand does.
 */
final class Fp {
    static final int SIZE = 6;
    static final int BYTES = 48;
    static final BigInteger P = new BigInteger(
            "1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab", 16);

    private static final long P0 = 0xb9feffffffffaaabL;
    private static final long P1 = 0x1eabfffeb153ffffL;
    private static final long P2 = 0x6730d2a0f6b0f624L;
    private static final long P3 = 0x64774b84f38512bfL;
    private static final long P4 = 0x4b1ba7b6434bacd7L;
    private static final long P5 = 0x1a0111ea397fe69aL;
    /** -1/p modulo 2^64. */
    private static final long INVERSE = 0x89f3fffcfffcfffdL;
    /** 2^768 modulo p: takes a number into Montgomery form. */
    private static final long[] R_SQUARED = {
        0xf4df1f341c341746L,
        0x0a76e6a609d104f1L,
        0x8de5476c4c95b6d5L,
        0x67eb88a9939d83c0L,
        0x9a793e85b519952dL,
        0x11988fe592cae3aaL
    };

    private static final long[] RAW_ONE = {1, 0, 0, 0, 0, 0};
    private static final long[] LIMBS = {P0, P1, P2, P3, P4, P5};
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** 2^1152 modulo p: takes the inverse of a Montgomery form into that form. */
    private static final long[] R_CUBED = limbs(BigInteger.ONE.shiftLeft(1152).mod(P));

    private static final Inversion INVERSION = new Inversion(P);

    private Fp() {}

    static void mul(long[] m, int z, int x, int y) {
        mul(m, z, m, x, m, y);
    }

    private static void mul(long[] out, int z, long[] in, int x, long[] by, int y) {
        long t0 = 0;
        long t1 = 0;
        long t2 = 0;
        long t3 = 0;
        long t4 = 0;
        long t5 = 0;
        for (int i = x; i < x + SIZE; i++) {
            long a = in[i];
            long w = by[y];
            t0 += a * w;
            long c = Math.unsignedMultiplyHigh(a, w) + carry(t0, a * w);
            w = by[y + 1];
            long s = a * w + c;
            c = Math.unsignedMultiplyHigh(a, w) + carry(s, c);
            t1 += s;
            c += carry(t1, s);
            w = by[y + 2];
            s = a * w + c;
            c = Math.unsignedMultiplyHigh(a, w) + carry(s, c);
            t2 += s;
            c += carry(t2, s);
            w = by[y + 3];
            s = a * w + c;
            c = Math.unsignedMultiplyHigh(a, w) + carry(s, c);
            t3 += s;
            c += carry(t3, s);
            w = by[y + 4];
            s = a * w + c;
            c = Math.unsignedMultiplyHigh(a, w) + carry(s, c);
            t4 += s;
            c += carry(t4, s);
            w = by[y + 5];
            s = a * w + c;
            c = Math.unsignedMultiplyHigh(a, w) + carry(s, c);
            t5 += s;
            c += carry(t5, s);
            long t6 = c;

            long q = t0 * INVERSE;
            c = Math.unsignedMultiplyHigh(q, P0) + (t0 == 0 ? 0 : 1);
            s = q * P1 + c;
            c = Math.unsignedMultiplyHigh(q, P1) + carry(s, c);
            t0 = t1 + s;
            c += carry(t0, s);
            s = q * P2 + c;
            c = Math.unsignedMultiplyHigh(q, P2) + carry(s, c);
            t1 = t2 + s;
            c += carry(t1, s);
            s = q * P3 + c;
            c = Math.unsignedMultiplyHigh(q, P3) + carry(s, c);
            t2 = t3 + s;
            c += carry(t2, s);
            s = q * P4 + c;
            c = Math.unsignedMultiplyHigh(q, P4) + carry(s, c);
            t3 = t4 + s;
            c += carry(t3, s);
            s = q * P5 + c;
            c = Math.unsignedMultiplyHigh(q, P5) + carry(s, c);
            t4 = t5 + s;
            c += carry(t4, s);
            t5 = t6 + c;
        }
        out[z] = t0;
        out[z + 1] = t1;
        out[z + 2] = t2;
        out[z + 3] = t3;
        out[z + 4] = t4;
        out[z + 5] = t5;
        reduce(out, z);
    }

    static void add(long[] m, int z, int x, int y) {
        long c = 0;
        for (int i = 0; i < SIZE; i++) {
            long a = m[x + i] + c;
            c = carry(a, c);
            long s = a + m[y + i];
            c += carry(s, a);
            m[z + i] = s;
        }
        reduce(m, z);
    }

    static void sub(long[] m, int z, int x, int y) {
        long b = 0;
        for (int i = 0; i < SIZE; i++) {
            long u = m[x + i];
            long v = m[y + i];
            m[z + i] = u - v - b;
            b = borrow(u, v, b);
        }
        long mask = -b;
        long c = 0;
        for (int i = 0; i < SIZE; i++) {
            long a = m[z + i] + c;
            c = carry(a, c);
            m[z + i] = a + (LIMBS[i] & mask);
            c += carry(m[z + i], a);
        }
    }

    static void neg(long[] m, int z, int x) {
        if (isZero(m, x)) {
            set(m, z, m, x);
            return;
        }
        long b = 0;
        for (int i = 0; i < SIZE; i++) {
            long v = m[x + i];
            m[z + i] = LIMBS[i] - v - b;
            b = borrow(LIMBS[i], v, b);
        }
    }

    /** Takes off p from what is below 2 p, unless it is below p. */
    private static void reduce(long[] m, int z) {
        if (isBelowModulus(m, z)) {
            return;
        }
        long b = 0;
        for (int i = 0; i < SIZE; i++) {
            long u = m[z + i];
            m[z + i] = u - LIMBS[i] - b;
            b = borrow(u, LIMBS[i], b);
        }
    }

    private static boolean isBelowModulus(long[] m, int x) {
        int i = SIZE - 1;
        while (i > 0 && m[x + i] == LIMBS[i]) {
            i--;
        }
        return Long.compareUnsigned(m[x + i], LIMBS[i]) < 0;
    }

    private static long carry(long sum, long addend) {
        return Long.compareUnsigned(sum, addend) < 0 ? 1 : 0;
    }

    private static long borrow(long x, long y, long b) {
        return ((~x & y) | (~(x ^ y) & (x - y - b))) >>> 63;
    }

    static boolean isZero(long[] m, int x) {
        return (m[x] | m[x + 1] | m[x + 2] | m[x + 3] | m[x + 4] | m[x + 5]) == 0;
    }

    static boolean equal(long[] m, int x, int y) {
        return Arrays.equals(m, x, x + SIZE, m, y, y + SIZE);
    }

    static void set(long[] m, int z, long[] from, int x) {
        System.arraycopy(from, x, m, z, SIZE);
    }

    /** Reads a big-endian number of 48 bytes; false when it is not below p. */
    static boolean decode(long[] m, int z, byte[] bytes, int offset) {
        for (int i = 0; i < SIZE; i++) {
            m[z + i] = (long) LONG.get(bytes, offset + BYTES - 8 * (i + 1));
        }
        boolean below = isBelowModulus(m, z);
        mul(m, z, m, z, R_SQUARED, 0);
        return below;
    }

    /** Writes a big-endian number of 48 bytes. */
    static void encode(long[] m, int x, byte[] bytes, int offset) {
        long[] raw = new long[SIZE];
        mul(raw, 0, m, x, RAW_ONE, 0);
        for (int i = 0; i < SIZE; i++) {
            LONG.set(bytes, offset + BYTES - 8 * (i + 1), raw[i]);
        }
    }

    /** The number in Montgomery form. */
    static void set(long[] m, int z, BigInteger number) {
        set(m, z, limbs(number.mod(P)), 0);
        mul(m, z, m, z, R_SQUARED, 0);
    }

    static BigInteger get(long[] m, int x) {
        byte[] bytes = new byte[BYTES];
        encode(m, x, bytes, 0);
        return new BigInteger(1, bytes);
    }

    /** 1/x; zero for zero. */
    static void invert(long[] m, int z, int x) {
        set(m, z, m, x);
        INVERSION.invert(m, z, SIZE);
        mul(m, z, m, z, R_CUBED, 0);
    }

    /** Whether the number is odd: its sign in RFC 9380. */
    static boolean isOdd(long[] m, int x) {
        long[] raw = new long[SIZE];
        mul(raw, 0, m, x, RAW_ONE, 0);
        return (raw[0] & 1) == 1;
    }

    private static long[] limbs(BigInteger number) {
        long[] limbs = new long[SIZE];
        for (int i = 0; i < SIZE; i++) {
            limbs[i] = number.shiftRight(64 * i).longValue();
        }
        return limbs;
    }
}
