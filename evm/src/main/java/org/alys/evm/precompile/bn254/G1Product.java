package org.alys.evm.precompile.bn254;

import java.math.BigInteger;
import java.util.Arrays;

/** A point of G1 times a number. */
final class G1Product {
    private static final int WIDTH = 5;
    private static final int ODD_MULTIPLES = 1 << (WIDTH - 2);
    private static final int SUM = G1.SCRATCH;
    private static final int NEGATIVE = SUM + G1.JACOBIAN;
    private static final int TABLE = NEGATIVE + G1.JACOBIAN;
    private static final int AFFINE = TABLE + ODD_MULTIPLES * G1.JACOBIAN;
    /** Limbs that {@link #compute} works in. */
    static final int SIZE = AFFINE + G1.AFFINE;

    private G1Product() {}

    /** Where the caller puts the point, and finds the product. */
    static int point() {
        return AFFINE;
    }

    /** Multiplies the affine point at {@link #point()}. */
    static void compute(long[] m, BigInteger scalar) {
        byte[] digits = Naf.of(scalar.mod(G1.ORDER), WIDTH);
        oddMultiples(m);
        Arrays.fill(m, SUM, SUM + G1.JACOBIAN, 0);
        for (int i = digits.length - 1; i >= 0; i--) {
            G1.twice(m, SUM, SUM);
            int digit = digits[i];
            if (digit > 0) {
                G1.add(m, SUM, SUM, multiple(digit));
            } else if (digit < 0) {
                G1.negate(m, NEGATIVE, multiple(-digit));
                G1.add(m, SUM, SUM, NEGATIVE);
            }
        }
        G1.toAffine(m, AFFINE, SUM);
    }

    private static void oddMultiples(long[] m) {
        G1.toJacobian(m, TABLE, AFFINE);
        G1.twice(m, NEGATIVE, TABLE);
        for (int odd = 3; odd < 2 * ODD_MULTIPLES; odd += 2) {
            G1.add(m, multiple(odd), multiple(odd - 2), NEGATIVE);
        }
    }

    private static int multiple(int odd) {
        return TABLE + (odd >> 1) * G1.JACOBIAN;
    }
}
