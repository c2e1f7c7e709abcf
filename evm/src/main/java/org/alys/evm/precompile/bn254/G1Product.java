package org.alys.evm.precompile.bn254;

import java.math.BigInteger;
import java.util.Arrays;

/** A point of G1 times a number: the sum of two products with numbers of half the length, in one chain of doublings. */
final class G1Product {
    private static final int WIDTH = 4;
    private static final int ODD_MULTIPLES = 1 << (WIDTH - 2);
    private static final int SUM = G1.SCRATCH;
    private static final int TWICE = SUM + G1.JACOBIAN;
    private static final int NEGATIVE = TWICE + G1.JACOBIAN;
    private static final int FACTOR = NEGATIVE + G1.AFFINE;
    private static final int PRODUCTS = FACTOR + Fp.SIZE;
    /** Odd multiples of the point, as they are computed. */
    private static final int MULTIPLES = PRODUCTS + ODD_MULTIPLES * Fp.SIZE;
    /** The same as affine points, and then their images. */
    private static final int TABLE = MULTIPLES + ODD_MULTIPLES * G1.JACOBIAN;

    private static final int IMAGES = TABLE + ODD_MULTIPLES * G1.AFFINE;
    private static final int POINT = IMAGES + ODD_MULTIPLES * G1.AFFINE;
    /** Limbs that {@link #compute} works in. */
    static final int SIZE = POINT + G1.AFFINE;

    private static final long[] ENDOMORPHISM = endomorphism();

    private G1Product() {}

    /** Where the caller puts the point, and finds the product. */
    static int point() {
        return POINT;
    }

    /** Multiplies the affine point at {@link #point()}. */
    static void compute(long[] m, BigInteger scalar) {
        if (G1.isInfinity(m, POINT)) {
            return;
        }
        Glv halves = Glv.split(scalar.mod(G1.ORDER));
        byte[] first = Naf.of(halves.first().abs(), WIDTH);
        byte[] second = Naf.of(halves.second().abs(), WIDTH);
        tables(m);
        Arrays.fill(m, SUM, SUM + G1.JACOBIAN, 0);
        for (int i = Math.max(first.length, second.length) - 1; i >= 0; i--) {
            G1.twice(m, SUM, SUM);
            add(m, TABLE, digit(first, i) * halves.first().signum());
            add(m, IMAGES, digit(second, i) * halves.second().signum());
        }
        G1.toAffine(m, POINT, SUM);
    }

    private static int digit(byte[] digits, int i) {
        return i < digits.length ? digits[i] : 0;
    }

    private static void add(long[] m, int table, int digit) {
        if (digit > 0) {
            G1.addMixed(m, SUM, SUM, table + (digit >> 1) * G1.AFFINE);
        } else if (digit < 0) {
            G1.negateAffine(m, NEGATIVE, table + (-digit >> 1) * G1.AFFINE);
            G1.addMixed(m, SUM, SUM, NEGATIVE);
        }
    }

    /** The order of the curve is a prime far above the multiples: none of them is infinity. */
    private static void tables(long[] m) {
        G1.toJacobian(m, MULTIPLES, POINT);
        G1.twice(m, TWICE, MULTIPLES);
        for (int i = 1; i < ODD_MULTIPLES; i++) {
            G1.add(m, MULTIPLES + i * G1.JACOBIAN, MULTIPLES + (i - 1) * G1.JACOBIAN, TWICE);
        }
        G1.toAffine(m, TABLE, MULTIPLES, ODD_MULTIPLES, PRODUCTS);
        System.arraycopy(m, TABLE, m, IMAGES, ODD_MULTIPLES * G1.AFFINE);
        Fp.set(m, FACTOR, ENDOMORPHISM, 0);
        for (int i = 0; i < ODD_MULTIPLES; i++) {
            Fp.mul(m, IMAGES + i * G1.AFFINE, IMAGES + i * G1.AFFINE, FACTOR);
        }
    }

    private static long[] endomorphism() {
        long[] factor = new long[Fp.SIZE];
        Fp.set(factor, 0, Glv.B);
        return factor;
    }
}
