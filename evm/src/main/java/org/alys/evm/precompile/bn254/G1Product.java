package org.alys.evm.precompile.bn254;

import java.math.BigInteger;
import java.util.Arrays;

/** A point of G1 times a number: the sum of two products with numbers of half the length, in one chain of doublings. */
final class G1Product {
    private static final int WIDTH = 4;
    private static final int ODD_MULTIPLES = 1 << (WIDTH - 2);
    private static final int SUM = G1.SCRATCH;
    private static final int NEGATIVE = SUM + G1.JACOBIAN;
    private static final int FACTOR = NEGATIVE + G1.JACOBIAN;
    /** Odd multiples of the point, and then of its image. */
    private static final int TABLE = FACTOR + Fp.SIZE;

    private static final int IMAGES = TABLE + ODD_MULTIPLES * G1.JACOBIAN;
    private static final int AFFINE = IMAGES + ODD_MULTIPLES * G1.JACOBIAN;
    /** Limbs that {@link #compute} works in. */
    static final int SIZE = AFFINE + G1.AFFINE;

    private static final long[] ENDOMORPHISM = endomorphism();

    private G1Product() {}

    /** Where the caller puts the point, and finds the product. */
    static int point() {
        return AFFINE;
    }

    /** Multiplies the affine point at {@link #point()}. */
    static void compute(long[] m, BigInteger scalar) {
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
        G1.toAffine(m, AFFINE, SUM);
    }

    private static int digit(byte[] digits, int i) {
        return i < digits.length ? digits[i] : 0;
    }

    private static void add(long[] m, int table, int digit) {
        if (digit > 0) {
            G1.add(m, SUM, SUM, table + (digit >> 1) * G1.JACOBIAN);
        } else if (digit < 0) {
            G1.negate(m, NEGATIVE, table + (-digit >> 1) * G1.JACOBIAN);
            G1.add(m, SUM, SUM, NEGATIVE);
        }
    }

    private static void tables(long[] m) {
        G1.toJacobian(m, TABLE, AFFINE);
        G1.twice(m, NEGATIVE, TABLE);
        for (int i = 1; i < ODD_MULTIPLES; i++) {
            G1.add(m, TABLE + i * G1.JACOBIAN, TABLE + (i - 1) * G1.JACOBIAN, NEGATIVE);
        }
        System.arraycopy(m, TABLE, m, IMAGES, ODD_MULTIPLES * G1.JACOBIAN);
        Fp.set(m, FACTOR, ENDOMORPHISM, 0);
        for (int i = 0; i < ODD_MULTIPLES; i++) {
            Fp.mul(m, IMAGES + i * G1.JACOBIAN, IMAGES + i * G1.JACOBIAN, FACTOR);
        }
    }

    private static long[] endomorphism() {
        long[] factor = new long[Fp.SIZE];
        Fp.set(factor, 0, Glv.B);
        return factor;
    }
}
