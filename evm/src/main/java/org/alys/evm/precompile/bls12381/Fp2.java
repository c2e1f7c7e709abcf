package org.alys.evm.precompile.bls12381;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * a + b i with i^2 = -1: a, then b, twelve limbs. A result may lie where an operand does. The first limbs of the array are for
 * what this class computes on the way.
 */
final class Fp2 {
    static final int SIZE = 2 * Fp.SIZE;

    private static final int I = Fp.SIZE;
    private static final int R = 0;
    private static final int S = R + Fp.SIZE;
    private static final int T = S + Fp.SIZE;
    /** How many limbs from the start on are this class's. */
    static final int SCRATCH = T + Fp.SIZE;

    private static final long[] HALF =
            MapToG1.constants(BigInteger.TWO.modInverse(Fp.P).toString(16));

    private Fp2() {}

    static void mul(long[] m, int z, int x, int y) {
        Fp.mul(m, S, x, y);
        Fp.mul(m, T, x + I, y + I);
        Fp.mul(m, R, x, y + I);
        Fp.mul(m, z + I, x + I, y);
        Fp.add(m, z + I, z + I, R);
        Fp.sub(m, z, S, T);
    }

    static void square(long[] m, int z, int x) {
        Fp.add(m, S, x, x + I);
        Fp.sub(m, T, x, x + I);
        Fp.mul(m, z + I, x, x + I);
        Fp.add(m, z + I, z + I, z + I);
        Fp.mul(m, z, S, T);
    }

    static void add(long[] m, int z, int x, int y) {
        Fp.add(m, z, x, y);
        Fp.add(m, z + I, x + I, y + I);
    }

    static void neg(long[] m, int z, int x) {
        Fp.neg(m, z, x);
        Fp.neg(m, z + I, x + I);
    }

    static void conjugate(long[] m, int z, int x) {
        Fp.set(m, z, m, x);
        Fp.neg(m, z + I, x + I);
    }

    /** 1/x; zero for zero. */
    static void invert(long[] m, int z, int x) {
        norm(m, x);
        Fp.invert(m, S, S);
        Fp.mul(m, z, x, S);
        Fp.neg(m, T, x + I);
        Fp.mul(m, z + I, T, S);
    }

    private static void norm(long[] m, int x) {
        Fp.mul(m, S, x, x);
        Fp.mul(m, T, x + I, x + I);
        Fp.add(m, S, S, T);
    }

    /**
     * A square root of x, elsewhere than x; false when there is none. With s^2 = a^2 + b^2 and d = (a + s) / 2 one root is r + b / (2 r)
     * i where r^2 = d, or b / (2 r) + r i where r^2 = -d.
     */
    static boolean squareRoot(long[] m, int z, int x) {
        norm(m, x);
        MapToG1.ROOT.of(m, T, S);
        Fp.mul(m, R, T, T);
        if (!Fp.equal(m, R, S)) {
            return false;
        }
        Fp.add(m, S, x, T);
        Fp.set(m, R, HALF, 0);
        Fp.mul(m, S, S, R);
        if (Fp.isZero(m, S)) {
            // b is zero and a is -s, where s is a square
            MapToG1.ROOT.of(m, z + I, T);
            Fp.set(m, z, m, S);
            return true;
        }
        MapToG1.ROOT.of(m, T, S);
        Fp.invert(m, z, T);
        Fp.mul(m, z, z, R);
        Fp.mul(m, z, z, x + I);
        Fp.set(m, z + I, m, T);
        Fp.mul(m, R, T, T);
        if (Fp.equal(m, R, S)) {
            Fp.set(m, z + I, m, z);
            Fp.set(m, z, m, T);
        }
        return true;
    }

    /** The sign of RFC 9380: whether the first coefficient that is not zero is odd. */
    static boolean isOdd(long[] m, int x) {
        return Fp.isZero(m, x) ? Fp.isOdd(m, x + I) : Fp.isOdd(m, x);
    }

    static void set(long[] m, int z, long[] from, int x) {
        System.arraycopy(from, x, m, z, SIZE);
    }

    static boolean isZero(long[] m, int x) {
        return Fp.isZero(m, x) && Fp.isZero(m, x + I);
    }

    static boolean equal(long[] m, int x, int y) {
        return Arrays.equals(m, x, x + SIZE, m, y, y + SIZE);
    }
}
