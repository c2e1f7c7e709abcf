package org.alys.evm.precompile.bn254;

import java.math.BigInteger;
import java.util.Arrays;

/** a + b w over Fp6 with w^2 = v, where pairings have their values. A result may lie where an operand does. */
final class Fp12 {
    static final int SIZE = 2 * Fp6.SIZE;

    private static final int B = Fp6.SIZE;
    private static final int S = Fp6.SCRATCH;
    private static final int T = S + Fp6.SIZE;
    private static final int R = T + Fp6.SIZE;

    /** How many limbs from the start on are this class's, with those of the fields below. */
    static final int SCRATCH = R + Fp6.SIZE;

    /** Where the coefficients of w^0 to w^5 are. */
    private static final int[] POWERS = {0, B, Fp2.SIZE, B + Fp2.SIZE, 2 * Fp2.SIZE, B + 2 * Fp2.SIZE};
    /** (9 + i)^(k (p - 1) / 6), k from 0 to 5: what w^k gains when raised to p. */
    private static final long[] FROBENIUS = frobenius();

    private Fp12() {}

    static void mul(long[] m, int z, int x, int y) {
        Fp6.add(m, S, x, x + B);
        Fp6.add(m, T, y, y + B);
        Fp6.mul(m, S, S, T);
        Fp6.mul(m, T, x, y);
        Fp6.mul(m, R, x + B, y + B);
        Fp6.sub(m, S, S, T);
        Fp6.sub(m, z + B, S, R);
        Fp6.mulByV(m, R, R);
        Fp6.add(m, z, T, R);
    }

    static void square(long[] m, int z, int x) {
        Fp6.add(m, S, x, x + B);
        Fp6.mulByV(m, T, x + B);
        Fp6.add(m, T, T, x);
        Fp6.mul(m, R, x, x + B);
        Fp6.mul(m, S, S, T);
        Fp6.sub(m, S, S, R);
        Fp6.add(m, z + B, R, R);
        Fp6.mulByV(m, R, R);
        Fp6.sub(m, z, S, R);
    }

    /** Times a line: three coefficients side by side, of 1, w and v w. Changes the line. */
    static void mulByLine(long[] m, int z, int x, int line) {
        int w = line + Fp2.SIZE;
        int vw = w + Fp2.SIZE;
        Fp6.scale(m, S, x, line);
        Fp6.mulBySparse(m, T, x + B, w, vw);
        Fp6.add(m, R, x, x + B);
        Fp2.add(m, line, line, w);
        Fp6.mulBySparse(m, R, R, line, vw);
        Fp6.sub(m, R, R, S);
        Fp6.sub(m, z + B, R, T);
        Fp6.mulByV(m, T, T);
        Fp6.add(m, z, S, T);
    }

    /** The square of an element whose order divides p^4 - p^2 + 1 (Granger and Scott, 2010). */
    static void squareUnitary(long[] m, int z, int x) {
        int s0 = S;
        int s1 = s0 + Fp2.SIZE;
        int s2 = s1 + Fp2.SIZE;
        int d0 = T;
        int d1 = d0 + Fp2.SIZE;
        int d2 = d1 + Fp2.SIZE;
        squareOfQuartic(m, s0, d0, x + POWERS[0], x + POWERS[3]);
        squareOfQuartic(m, s1, d1, x + POWERS[1], x + POWERS[4]);
        squareOfQuartic(m, s2, d2, x + POWERS[2], x + POWERS[5]);
        Fp2.mulByXi(m, d2, d2);
        tripleLessTwice(m, z + POWERS[0], s0, x + POWERS[0]);
        tripleLessTwice(m, z + POWERS[2], s1, x + POWERS[2]);
        tripleLessTwice(m, z + POWERS[4], s2, x + POWERS[4]);
        triplePlusTwice(m, z + POWERS[1], d2, x + POWERS[1]);
        triplePlusTwice(m, z + POWERS[3], d0, x + POWERS[3]);
        triplePlusTwice(m, z + POWERS[5], d1, x + POWERS[5]);
    }

    /** (x + y t)^2 with t^2 = 9 + i: the even part, x^2 + (9 + i) y^2, and the odd one, 2 x y. */
    private static void squareOfQuartic(long[] m, int even, int odd, int x, int y) {
        Fp2.square(m, R, x);
        Fp2.square(m, R + Fp2.SIZE, y);
        Fp2.add(m, odd, x, y);
        Fp2.square(m, odd, odd);
        Fp2.sub(m, odd, odd, R);
        Fp2.sub(m, odd, odd, R + Fp2.SIZE);
        Fp2.mulByXi(m, even, R + Fp2.SIZE);
        Fp2.add(m, even, even, R);
    }

    private static void tripleLessTwice(long[] m, int z, int triple, int twice) {
        Fp2.sub(m, z, triple, twice);
        Fp2.add(m, z, z, z);
        Fp2.add(m, z, z, triple);
    }

    private static void triplePlusTwice(long[] m, int z, int triple, int twice) {
        Fp2.add(m, z, triple, twice);
        Fp2.add(m, z, z, z);
        Fp2.add(m, z, z, triple);
    }

    /** x^(p^6): a - b w. The inverse of what {@link #squareUnitary} takes. */
    static void conjugate(long[] m, int z, int x) {
        Fp6.set(m, z, x);
        Fp6.neg(m, z + B, x + B);
    }

    /** Copies (9 + i)^(k (p - 1) / 6), k from 0 to 5, to {@code z}. */
    static void loadFrobenius(long[] m, int z, int k) {
        System.arraycopy(FROBENIUS, k * Fp2.SIZE, m, z, Fp2.SIZE);
    }

    /** x^p. */
    static void frobenius(long[] m, int z, int x) {
        for (int k = 0; k < POWERS.length; k++) {
            loadFrobenius(m, S, k);
            Fp2.conjugate(m, z + POWERS[k], x + POWERS[k]);
            Fp2.mul(m, z + POWERS[k], z + POWERS[k], S);
        }
    }

    /** 1/x; zero for zero. */
    static void invert(long[] m, int z, int x) {
        Fp6.mul(m, S, x, x);
        Fp6.mul(m, T, x + B, x + B);
        Fp6.mulByV(m, T, T);
        Fp6.sub(m, S, S, T);
        Fp6.invert(m, S, S);
        Fp6.neg(m, T, S);
        Fp6.mul(m, z, x, S);
        Fp6.mul(m, z + B, x + B, T);
    }

    static void set(long[] m, int z, int x) {
        System.arraycopy(m, x, m, z, SIZE);
    }

    static void setOne(long[] m, int z) {
        Arrays.fill(m, z, z + SIZE, 0);
        Fp.set(m, z, BigInteger.ONE);
    }

    static boolean isOne(long[] m, int x) {
        setOne(m, S);
        return Arrays.equals(m, x, x + SIZE, m, S, S + SIZE);
    }

    private static long[] frobenius() {
        int xi = Fp2.SCRATCH;
        int power = xi + Fp2.SIZE;
        long[] m = new long[power + Fp2.SIZE];
        Fp.set(m, xi, BigInteger.valueOf(9));
        Fp.set(m, xi + Fp.SIZE, BigInteger.ONE);
        long[] constants = new long[POWERS.length * Fp2.SIZE];
        BigInteger sixth = Fp.P.subtract(BigInteger.ONE).divide(BigInteger.valueOf(6));
        for (int k = 0; k < POWERS.length; k++) {
            Fp2.power(m, power, xi, sixth.multiply(BigInteger.valueOf(k)));
            System.arraycopy(m, power, constants, k * Fp2.SIZE, Fp2.SIZE);
        }
        return constants;
    }
}
