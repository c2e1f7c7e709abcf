package org.alys.evm.precompile.bn254;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * a + b i with i^2 = -1: a, then b, eight limbs. A result may lie where an operand does. The first limbs of the array are for
 * what this class computes on the way.
 */
final class Fp2 {
    static final int SIZE = 2 * Fp.SIZE;

    private static final int I = Fp.SIZE;
    private static final int S = 0;
    private static final int T = S + Fp.SIZE;

    /** How many limbs from the start on are this class's. */
    static final int SCRATCH = T + Fp.SIZE;

    private Fp2() {}

    static void mul(long[] m, int z, int x, int y) {
        Fp.differenceOfProducts(m, S, x, y, x + I, y + I);
        Fp.sumOfProducts(m, z + I, x, y + I, x + I, y);
        Fp.set(m, z, m, S);
    }

    static void square(long[] m, int z, int x) {
        Fp.add(m, S, x, x + I);
        Fp.sub(m, T, x, x + I);
        Fp.mul(m, z + I, x, x + I);
        Fp.mul(m, z, S, T);
        Fp.add(m, z + I, z + I, z + I);
    }

    /** Times an element of the field below. */
    static void scale(long[] m, int z, int x, int factor) {
        Fp.mul(m, z, x, factor);
        Fp.mul(m, z + I, x + I, factor);
    }

    static void add(long[] m, int z, int x, int y) {
        Fp.add(m, z, x, y);
        Fp.add(m, z + I, x + I, y + I);
    }

    static void sub(long[] m, int z, int x, int y) {
        Fp.sub(m, z, x, y);
        Fp.sub(m, z + I, x + I, y + I);
    }

    static void neg(long[] m, int z, int x) {
        Fp.neg(m, z, x);
        Fp.neg(m, z + I, x + I);
    }

    static void conjugate(long[] m, int z, int x) {
        Fp.set(m, z, m, x);
        Fp.neg(m, z + I, x + I);
    }

    /** Times 9 + i, the non-residue above which the sextic extension is built: (9 a - b) + (9 b + a) i. */
    static void mulByXi(long[] m, int z, int x) {
        Fp.add(m, S, x, x);
        Fp.add(m, T, x + I, x + I);
        Fp.add(m, S, S, S);
        Fp.add(m, T, T, T);
        Fp.add(m, S, S, S);
        Fp.add(m, T, T, T);
        Fp.add(m, S, S, x);
        Fp.add(m, T, T, x + I);
        Fp.sub(m, S, S, x + I);
        Fp.add(m, z + I, T, x);
        Fp.set(m, z, m, S);
    }

    /** 1/x; zero for zero. */
    static void invert(long[] m, int z, int x) {
        Fp.sumOfProducts(m, S, x, x, x + I, x + I);
        Fp.invert(m, S, S);
        Fp.mul(m, z, x, S);
        Fp.neg(m, T, x + I);
        Fp.mul(m, z + I, T, S);
    }

    /** x^exponent, for constants. */
    static void power(long[] m, int z, int x, BigInteger exponent) {
        Arrays.fill(m, z, z + SIZE, 0);
        Fp.set(m, z, BigInteger.ONE);
        for (int bit = exponent.bitLength() - 1; bit >= 0; bit--) {
            square(m, z, z);
            if (exponent.testBit(bit)) {
                mul(m, z, z, x);
            }
        }
    }

    static void set(long[] m, int z, int x) {
        System.arraycopy(m, x, m, z, SIZE);
    }

    static boolean isZero(long[] m, int x) {
        return Fp.isZero(m, x) && Fp.isZero(m, x + I);
    }

    static boolean equal(long[] m, int x, int y) {
        return Fp.equal(m, x, y) && Fp.equal(m, x + I, y + I);
    }
}
