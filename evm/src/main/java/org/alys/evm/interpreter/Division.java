package org.alys.evm.interpreter;

import java.util.Arrays;

/**
 * Division and what rests on it. Knuth's algorithm D on 64-bit limbs, each step by a reciprocal of the divisor's top limb
 * (Möller and Granlund, "Improved division by invariant integers", 2011). Has working space of its own: one thread at a time.
 */
final class Division {
    private static final int[] FIRST_GUESS = firstGuess();

    private final long[] u = new long[9];
    private final long[] v = new long[4];
    private final long[] q = new long[9];
    private final long[] base = new long[4];

    /** a / b in place of b; zero for a division by zero. */
    void divide(long[] s, int a, int b) {
        if (fitsLong(s, a) && fitsLong(s, b)) {
            s[b] = s[b] == 0 ? 0 : Long.divideUnsigned(s[a], s[b]);
        } else if (!Words.isZero(s, b)) {
            load(s, a, b);
            run(4);
            System.arraycopy(q, 0, s, b, 4);
        }
    }

    /** a mod b in place of b; zero for a division by zero. */
    void modulo(long[] s, int a, int b) {
        if (fitsLong(s, a) && fitsLong(s, b)) {
            s[b] = s[b] == 0 ? 0 : Long.remainderUnsigned(s[a], s[b]);
        } else if (!Words.isZero(s, b)) {
            load(s, a, b);
            run(4);
            System.arraycopy(u, 0, s, b, 4);
        }
    }

    void signedDivide(long[] s, int a, int b) {
        boolean negative = (s[a + 3] ^ s[b + 3]) < 0;
        magnitude(s, a);
        magnitude(s, b);
        divide(s, a, b);
        if (negative) {
            Words.negate(s, b);
        }
    }

    void signedModulo(long[] s, int a, int b) {
        boolean negative = s[a + 3] < 0;
        magnitude(s, a);
        magnitude(s, b);
        modulo(s, a, b);
        if (negative) {
            Words.negate(s, b);
        }
    }

    /** (a + b) mod m in place of m, without a limit of 256 bits in between. */
    void addModulo(long[] s, int a, int b, int m) {
        if (Words.isZero(s, m)) {
            return;
        }
        long carry = 0;
        for (int i = 0; i < 4; i++) {
            long x = s[a + i];
            long y = s[b + i];
            long r = x + y + carry;
            carry = ((x & y) | ((x | y) & ~r)) >>> 63;
            u[i] = r;
        }
        u[4] = carry;
        System.arraycopy(s, m, v, 0, 4);
        run(5);
        System.arraycopy(u, 0, s, m, 4);
    }

    /** (a * b) mod m in place of m, without a limit of 256 bits in between. */
    void multiplyModulo(long[] s, int a, int b, int m) {
        if (Words.isZero(s, m)) {
            return;
        }
        Arrays.fill(u, 0);
        for (int i = 0; i < 4; i++) {
            long x = s[a + i];
            if (x == 0) {
                continue;
            }
            long carry = 0;
            for (int j = 0; j < 4; j++) {
                long low = x * s[b + j];
                long high = Math.unsignedMultiplyHigh(x, s[b + j]);
                low += carry;
                high += Words.below(low, carry);
                long sum = u[i + j] + low;
                carry = high + Words.below(sum, low);
                u[i + j] = sum;
            }
            u[i + 4] = carry;
        }
        System.arraycopy(s, m, v, 0, 4);
        run(8);
        System.arraycopy(u, 0, s, m, 4);
    }

    /** a to the power of b, modulo 2^256, in place of b. */
    void power(long[] s, int a, int b) {
        int bits = bitLength(s, b);
        if (s[a] == 2 && fitsLong(s, a)) {
            long by = Words.toLong(s, b);
            Words.set(s, b, 0);
            if (by < 256) {
                s[b + (int) (by >>> 6)] = 1L << by;
            }
            return;
        }
        System.arraycopy(s, a, base, 0, 4);
        System.arraycopy(s, b, v, 0, 4);
        Words.set(s, b, 1);
        for (int bit = bits - 1; bit >= 0; bit--) {
            if (bit != bits - 1) {
                Words.multiply(s, b, s, b);
            }
            if ((v[bit >>> 6] >>> bit & 1) != 0) {
                Words.multiply(base, 0, s, b);
            }
        }
    }

    static int bitLength(long[] s, int at) {
        for (int i = 3; i >= 0; i--) {
            if (s[at + i] != 0) {
                return 64 * i + 64 - Long.numberOfLeadingZeros(s[at + i]);
            }
        }
        return 0;
    }

    private static boolean fitsLong(long[] s, int at) {
        return (s[at + 1] | s[at + 2] | s[at + 3]) == 0;
    }

    private static void magnitude(long[] s, int at) {
        if (s[at + 3] < 0) {
            Words.negate(s, at);
        }
    }

    private void load(long[] s, int a, int b) {
        System.arraycopy(s, a, u, 0, 4);
        System.arraycopy(s, b, v, 0, 4);
    }

    /** Divides the {@code limbs} low limbs of u by v, which is not zero: quotient to q, remainder to the low limbs of u. */
    private void run(int limbs) {
        int m = significant(v, 4);
        int n = significant(u, limbs);
        Arrays.fill(q, 0);
        Arrays.fill(u, n, u.length, 0);
        if (n < m) {
            return;
        }
        int shift = Long.numberOfLeadingZeros(v[m - 1]);
        shiftLeft(v, m, shift);
        shiftLeft(u, n + 1, shift);
        long reciprocal = reciprocal(v[m - 1]);
        if (m == 1) {
            byOneLimb(n, reciprocal);
        } else {
            for (int j = n - m; j >= 0; j--) {
                q[j] = step(j, m, reciprocal);
            }
        }
        shiftRight(u, m, shift);
    }

    private void byOneLimb(int n, long reciprocal) {
        long divisor = v[0];
        long rest = u[n];
        for (int j = n - 1; j >= 0; j--) {
            long digit = quotient(rest, u[j], divisor, reciprocal);
            rest = u[j] - digit * divisor;
            q[j] = digit;
            u[j] = 0;
        }
        u[n] = 0;
        u[0] = rest;
    }

    /** Finds one digit of the quotient and takes the multiple of v off u (Knuth, D3 to D6). */
    private long step(int j, int m, long reciprocal) {
        long top = v[m - 1];
        long second = v[m - 2];
        long digit;
        long rest;
        boolean exact;
        if (u[j + m] == top) {
            digit = -1;
            rest = u[j + m - 1] + top;
            exact = Words.below(rest, top) == 1;
        } else {
            digit = quotient(u[j + m], u[j + m - 1], top, reciprocal);
            rest = u[j + m - 1] - digit * top;
            exact = false;
        }
        while (!exact) {
            long high = Math.unsignedMultiplyHigh(digit, second);
            int order = Long.compareUnsigned(high, rest);
            if (order < 0 || (order == 0 && Long.compareUnsigned(digit * second, u[j + m - 2]) <= 0)) {
                break;
            }
            digit--;
            rest += top;
            exact = Words.below(rest, top) == 1;
        }
        if (subtractMultiple(j, m, digit)) {
            digit--;
            addBack(j, m);
        }
        return digit;
    }

    private boolean subtractMultiple(int j, int m, long digit) {
        long carry = 0;
        for (int i = 0; i < m; i++) {
            long low = digit * v[i];
            long high = Math.unsignedMultiplyHigh(digit, v[i]);
            low += carry;
            carry = high + Words.below(low, carry);
            long before = u[i + j];
            u[i + j] = before - low;
            carry += Words.below(before, low);
        }
        long before = u[j + m];
        u[j + m] = before - carry;
        return Words.below(before, carry) == 1;
    }

    private void addBack(int j, int m) {
        long carry = 0;
        for (int i = 0; i < m; i++) {
            long x = u[i + j];
            long r = x + v[i] + carry;
            carry = ((x & v[i]) | ((x | v[i]) & ~r)) >>> 63;
            u[i + j] = r;
        }
        u[j + m] += carry;
    }

    /** (high, low) / divisor, where high is below the divisor, whose top bit is set. */
    private static long quotient(long high, long low, long divisor, long reciprocal) {
        long q0 = reciprocal * high;
        long q1 = Math.unsignedMultiplyHigh(reciprocal, high);
        q0 += low;
        q1 += high + Words.below(q0, low) + 1;
        long rest = low - q1 * divisor;
        if (Long.compareUnsigned(rest, q0) > 0) {
            q1--;
            rest += divisor;
        }
        return Long.compareUnsigned(rest, divisor) >= 0 ? q1 + 1 : q1;
    }

    /** (2^128 - 1) / d - 2^64 for a d whose top bit is set: the paper's algorithm 3. */
    private static long reciprocal(long d) {
        long v0 = FIRST_GUESS[(int) (d >>> 55) - 256];
        long d40 = (d >>> 24) + 1;
        long v1 = (v0 << 11) - ((v0 * v0 * d40) >>> 40) - 1;
        long v2 = (v1 << 13) + ((v1 * (0x1000000000000000L - v1 * d40)) >>> 47);
        long d0 = d & 1;
        long d63 = (d >>> 1) + d0;
        long e = ((v2 >>> 1) & -d0) - v2 * d63;
        long v3 = (Math.unsignedMultiplyHigh(v2, e) >>> 1) + (v2 << 31);
        long low = v3 * d;
        return v3 - (Math.unsignedMultiplyHigh(v3, d) + Words.below(low + d, low)) - d;
    }

    private static int[] firstGuess() {
        int[] table = new int[256];
        for (int i = 0; i < 256; i++) {
            table[i] = ((1 << 19) - 3 * (1 << 8)) / (256 + i);
        }
        return table;
    }

    private static int significant(long[] limbs, int size) {
        int n = size;
        while (n > 0 && limbs[n - 1] == 0) {
            n--;
        }
        return n;
    }

    private static void shiftLeft(long[] limbs, int size, int by) {
        if (by != 0) {
            for (int i = size - 1; i > 0; i--) {
                limbs[i] = limbs[i] << by | limbs[i - 1] >>> -by;
            }
            limbs[0] <<= by;
        }
    }

    private static void shiftRight(long[] limbs, int size, int by) {
        if (by != 0) {
            for (int i = 0; i < size - 1; i++) {
                limbs[i] = limbs[i] >>> by | limbs[i + 1] << -by;
            }
            limbs[size - 1] >>>= by;
        }
    }
}
