package org.alys.evm.precompile.field;

import java.math.BigInteger;

/**
 * Inverses modulo an odd number, by the division steps of Bernstein and Yang ("Fast constant-time gcd computation and modular
 * inversion", 2019) in the variable-time form that libsecp256k1 gave them: 62 steps are gathered in a matrix of small numbers, which
 * is then applied to the long ones. Numbers are limbs of 62 bits, the lowest first, the highest signed.
 */
public final class Inversion {
    private static final int BITS = 62;
    private static final long MASK = -1L >>> (Long.SIZE - BITS);

    private final int limbs;
    private final long[] modulus;
    /** The inverse of the modulus modulo 2^62. */
    private final long reciprocal;

    /** For an odd modulus above 1, whose numbers come in words of 64 bits. */
    public Inversion(BigInteger modulus) {
        if (!modulus.testBit(0) || modulus.bitLength() < 2) {
            throw new IllegalArgumentException("only odd moduli above 1");
        }
        this.limbs = Math.max(2, modulus.bitLength() / BITS + 1);
        this.modulus = new long[limbs];
        for (int i = 0; i < limbs; i++) {
            this.modulus[i] = modulus.shiftRight(BITS * i).longValue() & MASK;
        }
        this.reciprocal = modulus.modInverse(BigInteger.ONE.shiftLeft(BITS)).longValue();
    }

    /**
     * Replaces the number of {@code words} words at {@code offset}, the lowest first and below the modulus, by its inverse; zero by
     * zero.
     */
    public void invert(long[] number, int offset, int words) {
        State state = new State(limbs);
        System.arraycopy(modulus, 0, state.f, 0, limbs);
        for (int i = 0; i < limbs; i++) {
            state.g[i] = bits(number, offset, words, BITS * i);
        }
        state.e[0] = 1;
        long eta = -1;
        while (!isZero(state.g)) {
            eta = state.steps(eta);
            state.updateCoefficients(modulus, reciprocal);
            state.updateNumbers();
        }
        normalize(state.d, state.f[limbs - 1] < 0);
        for (int i = 0; i < words; i++) {
            number[offset + i] = word(state.d, Long.SIZE * i);
        }
    }

    /** 62 bits of a number in words. */
    private static long bits(long[] number, int offset, int words, int from) {
        int word = from / Long.SIZE;
        int shift = from % Long.SIZE;
        if (word >= words) {
            return 0;
        }
        long bits = number[offset + word] >>> shift;
        if (shift > 0 && word + 1 < words) {
            bits |= number[offset + word + 1] << (Long.SIZE - shift);
        }
        return bits & MASK;
    }

    /** 64 bits of a number in limbs. */
    private long word(long[] number, int from) {
        int limb = from / BITS;
        int shift = from % BITS;
        if (limb >= limbs) {
            return 0;
        }
        long word = number[limb] >>> shift;
        for (int i = limb + 1, at = BITS - shift; i < limbs && at < Long.SIZE; i++, at += BITS) {
            word |= number[i] << at;
        }
        return word;
    }

    private static boolean isZero(long[] number) {
        long any = 0;
        for (long limb : number) {
            any |= limb;
        }
        return any == 0;
    }

    /** Takes a number between -2 m and m, or its negative, to where it belongs. */
    private void normalize(long[] d, boolean negate) {
        if (d[limbs - 1] < 0) {
            addModulus(d);
        }
        if (negate) {
            for (int i = 0; i < limbs; i++) {
                d[i] = -d[i];
            }
            carry(d);
        }
        if (d[limbs - 1] < 0) {
            addModulus(d);
        }
    }

    private void addModulus(long[] d) {
        for (int i = 0; i < limbs; i++) {
            d[i] += modulus[i];
        }
        carry(d);
    }

    private void carry(long[] d) {
        for (int i = 0; i < limbs - 1; i++) {
            d[i + 1] += d[i] >> BITS;
            d[i] &= MASK;
        }
    }

    /** Numbers f and g, whose greatest common divisor is sought, and coefficients d and e of the number to invert in them. */
    private static final class State {
        private final int limbs;
        private final long[] f;
        private final long[] g;
        private final long[] d;
        private final long[] e;
        private long u;
        private long v;
        private long q;
        private long r;

        State(int limbs) {
            this.limbs = limbs;
            this.f = new long[limbs];
            this.g = new long[limbs];
            this.d = new long[limbs];
            this.e = new long[limbs];
        }

        /** 62 division steps on the lowest bits; leaves their matrix. */
        long steps(long start) {
            long eta = start;
            long a = 1;
            long b = 0;
            long c = 0;
            long h = 1;
            long x = f[0] | f[1] << BITS;
            long y = g[0] | g[1] << BITS;
            int left = BITS;
            while (true) {
                int zeros = Long.numberOfTrailingZeros(y | -1L << left);
                y >>>= zeros;
                a <<= zeros;
                b <<= zeros;
                eta -= zeros;
                left -= zeros;
                if (left == 0) {
                    break;
                }
                long multiple;
                if (eta < 0) {
                    eta = -eta;
                    long old = x;
                    x = y;
                    y = -old;
                    old = a;
                    a = c;
                    c = -old;
                    old = b;
                    b = h;
                    h = -old;
                    multiple = x * y * (x * x - 2) & cleared(eta, left, 63);
                } else {
                    multiple = -(x + ((x + 1 & 4) << 1)) * y & cleared(eta, left, 15);
                }
                y += x * multiple;
                c += a * multiple;
                h += b * multiple;
            }
            u = a;
            v = b;
            q = c;
            r = h;
            return eta;
        }

        /** As many low bits as can be cleared at once. */
        private static long cleared(long eta, int left, long most) {
            long count = Math.min(eta + 1, left);
            return -1L >>> (Long.SIZE - count) & most;
        }

        /** f and g times the matrix, exactly divided by 2^62. */
        void updateNumbers() {
            long f0 = f[0];
            long g0 = g[0];
            long fLow = u * f0 + v * g0;
            long fHigh = high(u, f0, v, g0, fLow);
            long gLow = q * f0 + r * g0;
            long gHigh = high(q, f0, r, g0, gLow);
            for (int i = 1; i < limbs; i++) {
                fLow = fLow >>> BITS | fHigh << 2;
                fHigh >>= BITS;
                gLow = gLow >>> BITS | gHigh << 2;
                gHigh >>= BITS;
                long fi = f[i];
                long gi = g[i];
                long sum = u * fi + v * gi;
                fHigh += high(u, fi, v, gi, sum);
                fLow += sum;
                fHigh += Long.compareUnsigned(fLow, sum) < 0 ? 1 : 0;
                sum = q * fi + r * gi;
                gHigh += high(q, fi, r, gi, sum);
                gLow += sum;
                gHigh += Long.compareUnsigned(gLow, sum) < 0 ? 1 : 0;
                f[i - 1] = fLow & MASK;
                g[i - 1] = gLow & MASK;
            }
            f[limbs - 1] = fLow >>> BITS | fHigh << 2;
            g[limbs - 1] = gLow >>> BITS | gHigh << 2;
        }

        /** d and e times the matrix, with the multiple of the modulus that lets them be divided by 2^62. */
        void updateCoefficients(long[] modulus, long reciprocal) {
            long dSign = d[limbs - 1] >> 63;
            long eSign = e[limbs - 1] >> 63;
            long md = (u & dSign) + (v & eSign);
            long me = (q & dSign) + (r & eSign);
            long dLow = u * d[0] + v * e[0];
            long eLow = q * d[0] + r * e[0];
            md -= reciprocal * dLow + md & MASK;
            me -= reciprocal * eLow + me & MASK;
            long dHigh = 0;
            long eHigh = 0;
            dLow = 0;
            eLow = 0;
            for (int i = 0; i < limbs; i++) {
                long di = d[i];
                long ei = e[i];
                long mi = modulus[i];
                long sum = u * di + v * ei;
                dHigh += high(u, di, v, ei, sum);
                dLow += sum;
                dHigh += Long.compareUnsigned(dLow, sum) < 0 ? 1 : 0;
                sum = mi * md;
                dHigh += Math.multiplyHigh(mi, md);
                dLow += sum;
                dHigh += Long.compareUnsigned(dLow, sum) < 0 ? 1 : 0;
                sum = q * di + r * ei;
                eHigh += high(q, di, r, ei, sum);
                eLow += sum;
                eHigh += Long.compareUnsigned(eLow, sum) < 0 ? 1 : 0;
                sum = mi * me;
                eHigh += Math.multiplyHigh(mi, me);
                eLow += sum;
                eHigh += Long.compareUnsigned(eLow, sum) < 0 ? 1 : 0;
                if (i > 0) {
                    d[i - 1] = dLow & MASK;
                    e[i - 1] = eLow & MASK;
                }
                dLow = dLow >>> BITS | dHigh << 2;
                dHigh >>= BITS;
                eLow = eLow >>> BITS | eHigh << 2;
                eHigh >>= BITS;
            }
            d[limbs - 1] = dLow;
            e[limbs - 1] = eLow;
        }

        /** The high half of x y + z w, whose low half is {@code low}. */
        private static long high(long x, long y, long z, long w, long low) {
            long carry = Long.compareUnsigned(low, x * y) < 0 ? 1 : 0;
            return Math.multiplyHigh(x, y) + Math.multiplyHigh(z, w) + carry;
        }
    }
}
