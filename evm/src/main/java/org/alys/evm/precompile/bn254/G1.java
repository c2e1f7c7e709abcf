package org.alys.evm.precompile.bn254;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * The curve y^2 = x^3 + 3 over Fp, whose points are all of order r. An affine point is x and y, (0, 0) infinity; a Jacobian one
 * x, y and z, infinity when z is 0.
 */
final class G1 {
    /** Limbs of an affine point. */
    static final int AFFINE = 2 * Fp.SIZE;
    /** Limbs of a Jacobian point. */
    static final int JACOBIAN = 3 * Fp.SIZE;

    static final int BYTES = 2 * Fp.BYTES;
    static final BigInteger ORDER =
            new BigInteger("30644e72e131a029b85045b68181585d2833e84879b9709143e1f593f0000001", 16);

    private static final int Y = Fp.SIZE;
    private static final int Z = 2 * Fp.SIZE;
    /** Registers of the formulas, at the start of the array. */
    private static final int A = 0;

    private static final int B = A + Fp.SIZE;
    private static final int C = B + Fp.SIZE;
    private static final int D = C + Fp.SIZE;
    private static final int E = D + Fp.SIZE;
    private static final int F = E + Fp.SIZE;

    /** How many limbs from the start on are this class's. */
    static final int SCRATCH = F + Fp.SIZE;

    private static final long[] ONE = number(1);
    private static final long[] THREE = number(3);

    private G1() {}

    /** Reads x and y; false when they are no point of the curve. */
    static boolean decode(long[] m, int z, byte[] bytes, int offset) {
        boolean canonical = Fp.decode(m, z, bytes, offset) && Fp.decode(m, z + Y, bytes, offset + Fp.BYTES);
        return canonical && (isInfinity(m, z) || isOnCurve(m, z));
    }

    private static boolean isOnCurve(long[] m, int x) {
        Fp.mul(m, A, x, x);
        Fp.mul(m, A, A, x);
        Fp.set(m, B, THREE, 0);
        Fp.add(m, A, A, B);
        Fp.mul(m, B, x + Y, x + Y);
        return Fp.equal(m, A, B);
    }

    static boolean isInfinity(long[] m, int affine) {
        return Fp.isZero(m, affine) && Fp.isZero(m, affine + Y);
    }

    /** The sum of affine points; the result lies where no operand does. */
    static void addAffine(long[] m, int z, int x, int y) {
        if (isInfinity(m, x) || isInfinity(m, y)) {
            System.arraycopy(m, isInfinity(m, x) ? y : x, m, z, AFFINE);
        } else if (!Fp.equal(m, x, y)) {
            Fp.sub(m, A, x + Y, y + Y);
            Fp.sub(m, B, x, y);
            chord(m, z, x, y);
        } else if (Fp.equal(m, x + Y, y + Y)) {
            // no point has the order 2: y is not 0
            Fp.mul(m, B, x, x);
            Fp.add(m, A, B, B);
            Fp.add(m, A, A, B);
            Fp.add(m, B, x + Y, x + Y);
            chord(m, z, x, y);
        } else {
            Arrays.fill(m, z, z + AFFINE, 0);
        }
    }

    /** The third point on the line through x and y of slope A / B, mirrored. */
    private static void chord(long[] m, int z, int x, int y) {
        Fp.invert(m, B, B);
        Fp.mul(m, A, A, B);
        Fp.mul(m, z, A, A);
        Fp.sub(m, z, z, x);
        Fp.sub(m, z, z, y);
        Fp.sub(m, B, x, z);
        Fp.mul(m, B, B, A);
        Fp.sub(m, z + Y, B, x + Y);
    }

    /** Doubles a Jacobian point (dbl-2009-l of the Explicit-Formulas Database). */
    static void twice(long[] m, int z, int x) {
        Fp.mul(m, A, x, x);
        Fp.mul(m, B, x + Y, x + Y);
        Fp.mul(m, C, B, B);
        Fp.add(m, D, x, B);
        Fp.mul(m, D, D, D);
        Fp.sub(m, D, D, A);
        Fp.sub(m, D, D, C);
        Fp.add(m, D, D, D);
        Fp.add(m, E, A, A);
        Fp.add(m, E, E, A);
        Fp.mul(m, z + Z, x + Y, x + Z);
        Fp.add(m, z + Z, z + Z, z + Z);
        Fp.mul(m, A, E, E);
        Fp.sub(m, A, A, D);
        Fp.sub(m, z, A, D);
        Fp.sub(m, D, D, z);
        Fp.mul(m, D, D, E);
        Fp.add(m, C, C, C);
        Fp.add(m, C, C, C);
        Fp.add(m, C, C, C);
        Fp.sub(m, z + Y, D, C);
    }

    /** The sum of Jacobian points (add-2007-bl), any of them. */
    static void add(long[] m, int z, int x, int y) {
        if (Fp.isZero(m, x + Z) || Fp.isZero(m, y + Z)) {
            System.arraycopy(m, Fp.isZero(m, x + Z) ? y : x, m, z, JACOBIAN);
            return;
        }
        Fp.mul(m, A, x + Z, x + Z);
        Fp.mul(m, B, y + Z, y + Z);
        Fp.mul(m, C, x, B);
        Fp.mul(m, D, y, A);
        Fp.mul(m, E, x + Y, y + Z);
        Fp.mul(m, E, E, B);
        Fp.mul(m, F, y + Y, x + Z);
        Fp.mul(m, F, F, A);
        Fp.sub(m, D, D, C);
        Fp.sub(m, F, F, E);
        if (Fp.isZero(m, D)) {
            if (Fp.isZero(m, F)) {
                twice(m, z, x);
            } else {
                Arrays.fill(m, z, z + JACOBIAN, 0);
            }
            return;
        }
        // C: U1, D: H, E: S1, F: R
        Fp.mul(m, A, x + Z, y + Z);
        Fp.mul(m, z + Z, A, D);
        Fp.mul(m, A, D, D);
        Fp.mul(m, B, A, D);
        Fp.mul(m, C, C, A);
        Fp.mul(m, A, F, F);
        Fp.sub(m, A, A, B);
        Fp.sub(m, A, A, C);
        Fp.sub(m, z, A, C);
        Fp.sub(m, C, C, z);
        Fp.mul(m, C, C, F);
        Fp.mul(m, E, E, B);
        Fp.sub(m, z + Y, C, E);
    }

    /** The sum of a Jacobian point and an affine one that is not infinity (madd-2004-hmv). */
    static void addMixed(long[] m, int z, int x, int affine) {
        if (Fp.isZero(m, x + Z)) {
            toJacobian(m, z, affine);
            return;
        }
        Fp.mul(m, A, x + Z, x + Z);
        Fp.mul(m, B, A, x + Z);
        Fp.mul(m, D, affine, A);
        Fp.mul(m, F, affine + Y, B);
        Fp.sub(m, D, D, x);
        Fp.sub(m, F, F, x + Y);
        if (Fp.isZero(m, D)) {
            if (Fp.isZero(m, F)) {
                twice(m, z, x);
            } else {
                Arrays.fill(m, z, z + JACOBIAN, 0);
            }
            return;
        }
        // D: H, F: R
        Fp.mul(m, z + Z, x + Z, D);
        Fp.mul(m, A, D, D);
        Fp.mul(m, B, A, D);
        Fp.mul(m, C, x, A);
        Fp.mul(m, E, x + Y, B);
        Fp.mul(m, A, F, F);
        Fp.sub(m, A, A, B);
        Fp.sub(m, A, A, C);
        Fp.sub(m, z, A, C);
        Fp.sub(m, C, C, z);
        Fp.mul(m, C, C, F);
        Fp.sub(m, z + Y, C, E);
    }

    static void toJacobian(long[] m, int z, int affine) {
        boolean infinity = isInfinity(m, affine);
        System.arraycopy(m, affine, m, z, AFFINE);
        if (infinity) {
            Arrays.fill(m, z + Z, z + JACOBIAN, 0);
        } else {
            Fp.set(m, z + Z, ONE, 0);
        }
    }

    static void toAffine(long[] m, int z, int jacobian) {
        Fp.invert(m, A, jacobian + Z);
        toAffine(m, z, jacobian, A);
    }

    /** The same for several points, none of them infinity, at the price of one inversion. */
    static void toAffine(long[] m, int z, int jacobian, int count, int products) {
        for (int i = 0; i < count; i++) {
            int point = jacobian + i * JACOBIAN;
            if (i == 0) {
                Fp.set(m, products, m, point + Z);
            } else {
                Fp.mul(m, products + i * Fp.SIZE, products + (i - 1) * Fp.SIZE, point + Z);
            }
        }
        Fp.invert(m, C, products + (count - 1) * Fp.SIZE);
        for (int i = count - 1; i >= 0; i--) {
            int point = jacobian + i * JACOBIAN;
            if (i == 0) {
                Fp.set(m, A, m, C);
            } else {
                Fp.mul(m, A, C, products + (i - 1) * Fp.SIZE);
                Fp.mul(m, C, C, point + Z);
            }
            toAffine(m, z + i * AFFINE, point, A);
        }
    }

    /** @param inverse of the point's z */
    private static void toAffine(long[] m, int z, int jacobian, int inverse) {
        Fp.mul(m, B, inverse, inverse);
        Fp.mul(m, z, jacobian, B);
        Fp.mul(m, B, B, inverse);
        Fp.mul(m, z + Y, jacobian + Y, B);
    }

    static void negateAffine(long[] m, int z, int x) {
        System.arraycopy(m, x, m, z, Fp.SIZE);
        Fp.neg(m, z + Y, x + Y);
    }

    static void encode(long[] m, int affine, byte[] bytes) {
        Fp.encode(m, affine, bytes, 0);
        Fp.encode(m, affine + Y, bytes, Fp.BYTES);
    }

    private static long[] number(long number) {
        long[] limbs = new long[Fp.SIZE];
        Fp.set(limbs, 0, BigInteger.valueOf(number));
        return limbs;
    }
}
