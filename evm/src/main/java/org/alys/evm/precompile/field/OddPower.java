package org.alys.evm.precompile.field;

import java.math.BigInteger;

/**
 * Powers modulo an odd number of at most 256 bits, by Montgomery multiplication on four limbs. Java's own way to a power is made for
 * larger numbers: below, what it prepares takes longer than what it computes.
 */
public final class OddPower {
    /** The most that a modulus can have. */
    public static final int MAX_BITS = 256;

    private static final int SIZE = 4;
    private static final int WINDOW = 4;
    /** An exponent of fewer bits is not worth a table. */
    private static final int SHORT = 24;

    private static final int RESULT = 0;
    private static final int BASE = RESULT + SIZE;
    private static final int R_SQUARED = BASE + SIZE;
    private static final int UNIT = R_SQUARED + SIZE;
    private static final int TABLE = UNIT + SIZE;

    private final long[] m = new long[TABLE + (SIZE << WINDOW)];
    private final long n0;
    private final long n1;
    private final long n2;
    private final long n3;
    /** -1/n modulo 2^64. */
    private final long inverse;

    private OddPower(BigInteger modulus) {
        n0 = modulus.longValue();
        n1 = modulus.shiftRight(64).longValue();
        n2 = modulus.shiftRight(128).longValue();
        n3 = modulus.shiftRight(192).longValue();
        long x = n0;
        // each step doubles the bits that are right, of which an odd number has three to begin with
        for (int i = 0; i < 5; i++) {
            x *= 2 - n0 * x;
        }
        inverse = -x;
    }

    /**
     * {@code base} to the {@code exponent}, modulo {@code modulus}.
     *
     * @param base not negative, of any length
     * @param exponent not negative
     * @param modulus odd, at least 1 and of at most {@link #MAX_BITS} bits
     */
    public static BigInteger of(BigInteger base, BigInteger exponent, BigInteger modulus) {
        return new OddPower(modulus).compute(base.mod(modulus), exponent, modulus);
    }

    private BigInteger compute(BigInteger base, BigInteger exponent, BigInteger modulus) {
        put(R_SQUARED, BigInteger.ONE.shiftLeft(2 * MAX_BITS).mod(modulus));
        put(BASE, base);
        m[UNIT] = 1;
        mul(BASE, BASE, R_SQUARED);
        mul(RESULT, UNIT, R_SQUARED);
        int bits = exponent.bitLength();
        if (bits < SHORT) {
            for (int i = bits - 1; i >= 0; i--) {
                mul(RESULT, RESULT, RESULT);
                if (exponent.testBit(i)) {
                    mul(RESULT, RESULT, BASE);
                }
            }
        } else {
            windows(exponent, bits);
        }
        mul(RESULT, RESULT, UNIT);
        return get(RESULT);
    }

    private void windows(BigInteger exponent, int bits) {
        System.arraycopy(m, RESULT, m, TABLE, SIZE);
        for (int i = 1; i < 1 << WINDOW; i++) {
            mul(TABLE + i * SIZE, TABLE + (i - 1) * SIZE, BASE);
        }
        byte[] digits = exponent.toByteArray();
        for (int i = (bits + 7) / 8 * 2 - 1; i >= 0; i--) {
            for (int j = 0; j < WINDOW; j++) {
                mul(RESULT, RESULT, RESULT);
            }
            int digit = digits[digits.length - 1 - i / 2] >> (i % 2 * WINDOW) & ((1 << WINDOW) - 1);
            if (digit != 0) {
                mul(RESULT, RESULT, TABLE + digit * SIZE);
            }
        }
    }

    /** x y / 2^256; the operands are below the modulus, which may fill its limbs, so that sums take a fifth and one bit more. */
    private void mul(int z, int x, int y) {
        long y0 = m[y];
        long y1 = m[y + 1];
        long y2 = m[y + 2];
        long y3 = m[y + 3];
        long t0 = 0;
        long t1 = 0;
        long t2 = 0;
        long t3 = 0;
        long t4 = 0;
        for (int i = x; i < x + SIZE; i++) {
            long a = m[i];
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
            c += carry(t3, s);
            t4 += c;
            long t5 = carry(t4, c);

            long q = t0 * inverse;
            c = Math.unsignedMultiplyHigh(q, n0) + (t0 == 0 ? 0 : 1);
            s = q * n1 + c;
            c = Math.unsignedMultiplyHigh(q, n1) + carry(s, c);
            t0 = t1 + s;
            c += carry(t0, s);
            s = q * n2 + c;
            c = Math.unsignedMultiplyHigh(q, n2) + carry(s, c);
            t1 = t2 + s;
            c += carry(t1, s);
            s = q * n3 + c;
            c = Math.unsignedMultiplyHigh(q, n3) + carry(s, c);
            t2 = t3 + s;
            c += carry(t2, s);
            t3 = t4 + c;
            t4 = t5 + carry(t3, c);
        }
        reduce(z, t0, t1, t2, t3, t4);
    }

    private void reduce(int z, long t0, long t1, long t2, long t3, long t4) {
        long r0 = t0 - n0;
        long b = Long.compareUnsigned(t0, n0) < 0 ? 1 : 0;
        long r1 = t1 - n1 - b;
        b = borrow(t1, n1, b);
        long r2 = t2 - n2 - b;
        b = borrow(t2, n2, b);
        long r3 = t3 - n3 - b;
        b = borrow(t3, n3, b);
        boolean below = t4 == 0 && b == 1;
        m[z] = below ? t0 : r0;
        m[z + 1] = below ? t1 : r1;
        m[z + 2] = below ? t2 : r2;
        m[z + 3] = below ? t3 : r3;
    }

    private static long carry(long sum, long addend) {
        return Long.compareUnsigned(sum, addend) < 0 ? 1 : 0;
    }

    private static long borrow(long x, long y, long b) {
        return ((~x & y) | (~(x ^ y) & (x - y - b))) >>> 63;
    }

    private void put(int z, BigInteger number) {
        for (int i = 0; i < SIZE; i++) {
            m[z + i] = number.shiftRight(Long.SIZE * i).longValue();
        }
    }

    private BigInteger get(int x) {
        byte[] bytes = new byte[SIZE * Long.BYTES];
        for (int i = 0; i < bytes.length; i++) {
            bytes[bytes.length - 1 - i] = (byte) (m[x + i / Long.BYTES] >>> (i % Long.BYTES * Byte.SIZE));
        }
        return new BigInteger(1, bytes);
    }
}
