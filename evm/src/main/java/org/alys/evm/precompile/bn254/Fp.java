package org.alys.evm.precompile.bn254;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;
import org.alys.evm.precompile.field.Inversion;

/**
 * The field of p elements in Montgomery form: four limbs from {@code m[offset]} on, the lowest first, always below p. A result
 * may lie where an operand does.
 */
final class Fp {
    static final int SIZE = 4;
    static final int BYTES = 32;
    static final BigInteger P = new BigInteger("30644e72e131a029b85045b68181585d97816a916871ca8d3c208c16d87cfd47", 16);

    private static final long P0 = 0x3c208c16d87cfd47L;
    private static final long P1 = 0x97816a916871ca8dL;
    private static final long P2 = 0xb85045b68181585dL;
    private static final long P3 = 0x30644e72e131a029L;
    /** -1/p modulo 2^64. */
    private static final long INVERSE = 0x87d20782e4866389L;
    /** 2^512 modulo p: takes a number into Montgomery form. */
    private static final long[] R_SQUARED = {
        0xf32cfc5b538afa89L, 0xb5e71911d44501fbL, 0x47ab1eff0a417ff6L, 0x06d89f71cab8351fL
    };

    private static final long[] RAW_ONE = {1, 0, 0, 0};
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** 2^768 modulo p: takes the inverse of a Montgomery form into that form. */
    private static final long[] R_CUBED = limbs(BigInteger.ONE.shiftLeft(768).mod(P));

    private static final Inversion INVERSION = new Inversion(P);

    private Fp() {}

    static void mul(long[] m, int z, int x, int y) {
        mul(m, z, m, x, m[y], m[y + 1], m[y + 2], m[y + 3]);
    }

    private static void mul(long[] out, int z, long[] in, int x, long y0, long y1, long y2, long y3) {
        long t0 = 0;
        long t1 = 0;
        long t2 = 0;
        long t3 = 0;
        for (int i = x; i < x + SIZE; i++) {
            long a = in[i];
            t0 += a * y0;
            long c = Math.unsignedMultiplyHigh(a, y0) + carry(t0, a * y0);
            long s = a * y1 + c;
            c = Math.unsignedMultiplyHigh(a, y1) + carry(s, c);
            t1 += s;
            c += carry(t1, s);
            s = a * y2 + c;
            c = Math.unsignedMultiplyHigh(a, y2) + carry(s, c);
            t2 += s;
            c += carry(t2, s);
            s = a * y3 + c;
            c = Math.unsignedMultiplyHigh(a, y3) + carry(s, c);
            t3 += s;
            long t4 = c + carry(t3, s);

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
            t3 = t4 + c + carry(t2, s);
        }
        reduce(out, z, t0, t1, t2, t3);
    }

    /** v * w + x * y, at less than the price of two products. */
    static void sumOfProducts(long[] m, int z, int v, int w, int x, int y) {
        sumOfProducts(m, z, v, m[w], m[w + 1], m[w + 2], m[w + 3], x, m[y], m[y + 1], m[y + 2], m[y + 3]);
    }

    /** v * w - x * y, at less than the price of two products. */
    static void differenceOfProducts(long[] m, int z, int v, int w, int x, int y) {
        // p - y, which may be p itself: the bound of the sum has room for that
        long d0 = P0 - m[y];
        long b = borrow(P0, m[y]);
        long d1 = P1 - m[y + 1] - b;
        b = borrow(P1, m[y + 1], b);
        long d2 = P2 - m[y + 2] - b;
        b = borrow(P2, m[y + 2], b);
        long d3 = P3 - m[y + 3] - b;
        sumOfProducts(m, z, v, m[w], m[w + 1], m[w + 2], m[w + 3], x, d0, d1, d2, d3);
    }

    /** One Montgomery reduction for both products: 3 p < 2^256, so that four limbs hold the sum between rounds. */
    private static void sumOfProducts(
            long[] m, int z, int v, long w0, long w1, long w2, long w3, int x, long y0, long y1, long y2, long y3) {
        long t0 = 0;
        long t1 = 0;
        long t2 = 0;
        long t3 = 0;
        for (int i = 0; i < SIZE; i++) {
            long a = m[v + i];
            t0 += a * w0;
            long c = Math.unsignedMultiplyHigh(a, w0) + carry(t0, a * w0);
            long s = a * w1 + c;
            c = Math.unsignedMultiplyHigh(a, w1) + carry(s, c);
            t1 += s;
            c += carry(t1, s);
            s = a * w2 + c;
            c = Math.unsignedMultiplyHigh(a, w2) + carry(s, c);
            t2 += s;
            c += carry(t2, s);
            s = a * w3 + c;
            c = Math.unsignedMultiplyHigh(a, w3) + carry(s, c);
            t3 += s;
            long t4 = c + carry(t3, s);

            a = m[x + i];
            t0 += a * y0;
            c = Math.unsignedMultiplyHigh(a, y0) + carry(t0, a * y0);
            s = a * y1 + c;
            c = Math.unsignedMultiplyHigh(a, y1) + carry(s, c);
            t1 += s;
            c += carry(t1, s);
            s = a * y2 + c;
            c = Math.unsignedMultiplyHigh(a, y2) + carry(s, c);
            t2 += s;
            c += carry(t2, s);
            s = a * y3 + c;
            c = Math.unsignedMultiplyHigh(a, y3) + carry(s, c);
            t3 += s;
            t4 += c + carry(t3, s);

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
            t3 = t4 + c + carry(t2, s);
        }
        reduce(m, z, t0, t1, t2, t3);
    }

    static void add(long[] m, int z, int x, int y) {
        long t0 = m[x] + m[y];
        long c = carry(t0, m[y]);
        long a = m[x + 1] + c;
        c = carry(a, c);
        long t1 = a + m[y + 1];
        c += carry(t1, a);
        a = m[x + 2] + c;
        c = carry(a, c);
        long t2 = a + m[y + 2];
        c += carry(t2, a);
        reduce(m, z, t0, t1, t2, m[x + 3] + m[y + 3] + c);
    }

    static void sub(long[] m, int z, int x, int y) {
        long t0 = m[x] - m[y];
        long b = borrow(m[x], m[y]);
        long t1 = m[x + 1] - m[y + 1] - b;
        b = borrow(m[x + 1], m[y + 1], b);
        long t2 = m[x + 2] - m[y + 2] - b;
        b = borrow(m[x + 2], m[y + 2], b);
        long t3 = m[x + 3] - m[y + 3] - b;
        b = -borrow(m[x + 3], m[y + 3], b);
        // b is all ones when p is to be added
        long p0 = P0 & b;
        t0 += p0;
        long c = carry(t0, p0);
        long a = t1 + c;
        c = carry(a, c);
        t1 = a + (P1 & b);
        c += carry(t1, a);
        a = t2 + c;
        c = carry(a, c);
        t2 = a + (P2 & b);
        c += carry(t2, a);
        m[z] = t0;
        m[z + 1] = t1;
        m[z + 2] = t2;
        m[z + 3] = t3 + (P3 & b) + c;
    }

    static void neg(long[] m, int z, int x) {
        if (isZero(m, x)) {
            set(m, z, m, x);
            return;
        }
        long b0 = borrow(P0, m[x]);
        long b1 = borrow(P1, m[x + 1], b0);
        long b2 = borrow(P2, m[x + 2], b1);
        m[z] = P0 - m[x];
        m[z + 1] = P1 - m[x + 1] - b0;
        m[z + 2] = P2 - m[x + 2] - b1;
        m[z + 3] = P3 - m[x + 3] - b2;
    }

    /** Stores what is below 2 p, less p when that leaves no negative number. */
    private static void reduce(long[] m, int z, long t0, long t1, long t2, long t3) {
        long r0 = t0 - P0;
        long b = borrow(t0, P0);
        long r1 = t1 - P1 - b;
        b = borrow(t1, P1, b);
        long r2 = t2 - P2 - b;
        b = borrow(t2, P2, b);
        long r3 = t3 - P3 - b;
        // both are below 2^255: the sign tells
        long keep = r3 >> 63;
        m[z] = r0 ^ ((r0 ^ t0) & keep);
        m[z + 1] = r1 ^ ((r1 ^ t1) & keep);
        m[z + 2] = r2 ^ ((r2 ^ t2) & keep);
        m[z + 3] = r3 ^ ((r3 ^ t3) & keep);
    }

    private static long carry(long sum, long addend) {
        return Long.compareUnsigned(sum, addend) < 0 ? 1 : 0;
    }

    private static long borrow(long x, long y) {
        return Long.compareUnsigned(x, y) < 0 ? 1 : 0;
    }

    private static long borrow(long x, long y, long b) {
        return ((~x & y) | (~(x ^ y) & (x - y - b))) >>> 63;
    }

    static boolean isZero(long[] m, int x) {
        return (m[x] | m[x + 1] | m[x + 2] | m[x + 3]) == 0;
    }

    static boolean equal(long[] m, int x, int y) {
        return ((m[x] ^ m[y]) | (m[x + 1] ^ m[y + 1]) | (m[x + 2] ^ m[y + 2]) | (m[x + 3] ^ m[y + 3])) == 0;
    }

    static void set(long[] m, int z, long[] from, int x) {
        System.arraycopy(from, x, m, z, SIZE);
    }

    /** Reads a big-endian number; false when it is not below p. */
    static boolean decode(long[] m, int z, byte[] bytes, int offset) {
        m[z] = (long) LONG.get(bytes, offset + 24);
        m[z + 1] = (long) LONG.get(bytes, offset + 16);
        m[z + 2] = (long) LONG.get(bytes, offset + 8);
        m[z + 3] = (long) LONG.get(bytes, offset);
        long b = borrow(m[z + 2], P2, borrow(m[z + 1], P1, borrow(m[z], P0)));
        boolean below = borrow(m[z + 3], P3, b) == 1;
        mul(m, z, m, z, R_SQUARED[0], R_SQUARED[1], R_SQUARED[2], R_SQUARED[3]);
        return below;
    }

    /** Writes a big-endian number of 32 bytes. */
    static void encode(long[] m, int x, byte[] bytes, int offset) {
        long[] raw = new long[SIZE];
        mul(raw, 0, RAW_ONE, 0, m[x], m[x + 1], m[x + 2], m[x + 3]);
        LONG.set(bytes, offset, raw[3]);
        LONG.set(bytes, offset + 8, raw[2]);
        LONG.set(bytes, offset + 16, raw[1]);
        LONG.set(bytes, offset + 24, raw[0]);
    }

    /** The number in Montgomery form. */
    static void set(long[] m, int z, BigInteger number) {
        set(m, z, limbs(number.mod(P)), 0);
        mul(m, z, m, z, R_SQUARED[0], R_SQUARED[1], R_SQUARED[2], R_SQUARED[3]);
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
        mul(m, z, m, z, R_CUBED[0], R_CUBED[1], R_CUBED[2], R_CUBED[3]);
    }

    private static long[] limbs(BigInteger number) {
        long[] limbs = new long[SIZE];
        for (int i = 0; i < SIZE; i++) {
            limbs[i] = number.shiftRight(64 * i).longValue();
        }
        return limbs;
    }
}
