package org.alys.evm.interpreter;

import org.alys.primitives.UInt256;

/**
 * Arithmetic modulo 2^256 on words that lie in an array of limbs, the least significant first. A method with operands {@code a}
 * and {@code b} puts its result in place of {@code b}.
 */
final class Words {
    /** Limbs of a word. */
    static final int LIMBS = 4;

    private Words() {}

    static void set(long[] s, int at, long w0) {
        s[at] = w0;
        s[at + 1] = 0;
        s[at + 2] = 0;
        s[at + 3] = 0;
    }

    static void set(long[] s, int at, UInt256 value) {
        s[at] = value.w0();
        s[at + 1] = value.w1();
        s[at + 2] = value.w2();
        s[at + 3] = value.w3();
    }

    static void set(long[] s, int at, boolean truth) {
        set(s, at, truth ? 1 : 0);
    }

    static UInt256 get(long[] s, int at) {
        return new UInt256(s[at + 3], s[at + 2], s[at + 1], s[at]);
    }

    static boolean isZero(long[] s, int at) {
        return (s[at] | s[at + 1] | s[at + 2] | s[at + 3]) == 0;
    }

    /** Its value when it is below 2^63, {@link Long#MAX_VALUE} otherwise. */
    static long toLong(long[] s, int at) {
        long w0 = s[at];
        return (s[at + 1] | s[at + 2] | s[at + 3]) == 0 && w0 >= 0 ? w0 : Long.MAX_VALUE;
    }

    static void add(long[] s, int a, int b) {
        long x = s[a];
        long y = s[b];
        long r = x + y;
        s[b] = r;
        long carry = ((x & y) | ((x | y) & ~r)) >>> 63;
        x = s[a + 1];
        y = s[b + 1];
        r = x + y + carry;
        s[b + 1] = r;
        carry = ((x & y) | ((x | y) & ~r)) >>> 63;
        x = s[a + 2];
        y = s[b + 2];
        r = x + y + carry;
        s[b + 2] = r;
        carry = ((x & y) | ((x | y) & ~r)) >>> 63;
        s[b + 3] = s[a + 3] + s[b + 3] + carry;
    }

    /** a - b. */
    static void subtract(long[] s, int a, int b) {
        long x = s[a];
        long y = s[b];
        long r = x - y;
        s[b] = r;
        long borrow = ((~x & y) | ((~x | y) & r)) >>> 63;
        x = s[a + 1];
        y = s[b + 1];
        r = x - y - borrow;
        s[b + 1] = r;
        borrow = ((~x & y) | ((~x | y) & r)) >>> 63;
        x = s[a + 2];
        y = s[b + 2];
        r = x - y - borrow;
        s[b + 2] = r;
        borrow = ((~x & y) | ((~x | y) & r)) >>> 63;
        s[b + 3] = s[a + 3] - s[b + 3] - borrow;
    }

    static void negate(long[] s, int at) {
        long carry = 1;
        for (int i = at; i < at + LIMBS; i++) {
            long r = ~s[i] + carry;
            carry = carry == 1 && r == 0 ? 1 : 0;
            s[i] = r;
        }
    }

    static void multiply(long[] s, int a, int b) {
        multiply(s, a, s, b);
    }

    /** The product of {@code p[a]} and {@code s[b]}, in place of the latter. */
    static void multiply(long[] p, int a, long[] s, int b) {
        long x0 = p[a];
        long y0 = s[b];
        if ((p[a + 1] | p[a + 2] | p[a + 3] | s[b + 1] | s[b + 2] | s[b + 3]) == 0) {
            s[b] = x0 * y0;
            s[b + 1] = Math.unsignedMultiplyHigh(x0, y0);
            return;
        }
        long x1 = p[a + 1];
        long x2 = p[a + 2];
        long x3 = p[a + 3];
        long y1 = s[b + 1];
        long y2 = s[b + 2];
        long y3 = s[b + 3];
        long t = x1 * y0;
        long r1 = Math.unsignedMultiplyHigh(x0, y0) + t;
        long c2 = below(r1, t);
        t = x0 * y1;
        r1 += t;
        c2 += below(r1, t);
        long h1 = Math.unsignedMultiplyHigh(x1, y0);
        long h2 = Math.unsignedMultiplyHigh(x0, y1);
        long r2 = h1 + c2;
        long c3 = below(r2, c2);
        r2 += h2;
        c3 += below(r2, h2);
        t = x2 * y0;
        r2 += t;
        c3 += below(r2, t);
        t = x1 * y1;
        r2 += t;
        c3 += below(r2, t);
        t = x0 * y2;
        r2 += t;
        c3 += below(r2, t);
        long r3 = c3
                + Math.unsignedMultiplyHigh(x2, y0)
                + Math.unsignedMultiplyHigh(x1, y1)
                + Math.unsignedMultiplyHigh(x0, y2)
                + x3 * y0
                + x2 * y1
                + x1 * y2
                + x0 * y3;
        s[b] = x0 * y0;
        s[b + 1] = r1;
        s[b + 2] = r2;
        s[b + 3] = r3;
    }

    /** 1 when x is below y, both unsigned, otherwise 0. */
    static long below(long x, long y) {
        return Long.compareUnsigned(x, y) < 0 ? 1 : 0;
    }

    /** a < b. */
    static boolean less(long[] s, int a, int b) {
        if (s[a + 3] != s[b + 3]) {
            return Long.compareUnsigned(s[a + 3], s[b + 3]) < 0;
        }
        if (s[a + 2] != s[b + 2]) {
            return Long.compareUnsigned(s[a + 2], s[b + 2]) < 0;
        }
        if (s[a + 1] != s[b + 1]) {
            return Long.compareUnsigned(s[a + 1], s[b + 1]) < 0;
        }
        return Long.compareUnsigned(s[a], s[b]) < 0;
    }

    /** a < b as two's complement. */
    static boolean signedLess(long[] s, int a, int b) {
        return (s[a + 3] ^ s[b + 3]) >= 0 ? less(s, a, b) : s[a + 3] < s[b + 3];
    }

    static boolean equal(long[] s, int a, int b) {
        return ((s[a] ^ s[b]) | (s[a + 1] ^ s[b + 1]) | (s[a + 2] ^ s[b + 2]) | (s[a + 3] ^ s[b + 3])) == 0;
    }

    static void and(long[] s, int a, int b) {
        s[b] &= s[a];
        s[b + 1] &= s[a + 1];
        s[b + 2] &= s[a + 2];
        s[b + 3] &= s[a + 3];
    }

    static void or(long[] s, int a, int b) {
        s[b] |= s[a];
        s[b + 1] |= s[a + 1];
        s[b + 2] |= s[a + 2];
        s[b + 3] |= s[a + 3];
    }

    static void xor(long[] s, int a, int b) {
        s[b] ^= s[a];
        s[b + 1] ^= s[a + 1];
        s[b + 2] ^= s[a + 2];
        s[b + 3] ^= s[a + 3];
    }

    static void not(long[] s, int at) {
        s[at] = ~s[at];
        s[at + 1] = ~s[at + 1];
        s[at + 2] = ~s[at + 2];
        s[at + 3] = ~s[at + 3];
    }

    static void copy(long[] s, int from, int to) {
        s[to] = s[from];
        s[to + 1] = s[from + 1];
        s[to + 2] = s[from + 2];
        s[to + 3] = s[from + 3];
    }

    static void swap(long[] s, int a, int b) {
        long w0 = s[a];
        long w1 = s[a + 1];
        long w2 = s[a + 2];
        long w3 = s[a + 3];
        copy(s, b, a);
        s[b] = w0;
        s[b + 1] = w1;
        s[b + 2] = w2;
        s[b + 3] = w3;
    }
}
