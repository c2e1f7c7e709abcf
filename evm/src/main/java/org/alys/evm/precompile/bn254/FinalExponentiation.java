package org.alys.evm.precompile.bn254;

import java.math.BigInteger;

/** Raises to (p^12 - 1) / r, which makes values of the Miller loop comparable. */
final class FinalExponentiation {
    /** The parameter of the curve. */
    static final BigInteger U = BigInteger.valueOf(4965661367192848881L);

    private static final int WIDTH = 4;
    private static final byte[] DIGITS = Naf.of(U, WIDTH);
    private static final int ODD_MULTIPLES = 1 << (WIDTH - 2);
    private static final int TABLE = G2.SCRATCH;
    private static final int INVERSE = TABLE + ODD_MULTIPLES * Fp12.SIZE;
    private static final int F1 = INVERSE + Fp12.SIZE;
    private static final int F2 = F1 + Fp12.SIZE;
    private static final int F3 = F2 + Fp12.SIZE;
    private static final int S = F3 + Fp12.SIZE;
    private static final int T = S + Fp12.SIZE;
    private static final int Y = T + Fp12.SIZE;

    /** How many limbs from the start on are this class's, with those of what it builds on. */
    static final int SCRATCH = Y + Fp12.SIZE;

    private FinalExponentiation() {}

    /** Raises what is at {@code f}, which must not be zero. */
    static void apply(long[] m, int f) {
        easyPart(m, f);
        hardPart(m, f);
    }

    /** To (p^6 - 1) (p^2 + 1). */
    private static void easyPart(long[] m, int f) {
        Fp12.invert(m, S, f);
        Fp12.conjugate(m, f, f);
        Fp12.mul(m, f, f, S);
        frobenius(m, S, f, 2);
        Fp12.mul(m, f, f, S);
    }

    /** To (p^4 - p^2 + 1) / r, by the chain of Scott et al., "On the final exponentiation", 2009. */
    private static void hardPart(long[] m, int f) {
        powerOfU(m, F1, f);
        powerOfU(m, F2, F1);
        powerOfU(m, F3, F2);

        // y6 = 1 / (f^(u^3) f^(u^3 p)), and the chain starts at its square
        Fp12.frobenius(m, S, F3);
        Fp12.mul(m, T, F3, S);
        Fp12.conjugate(m, T, T);
        Fp12.squareUnitary(m, T, T);
        // y4 = 1 / (f^u f^(u^2 p))
        Fp12.frobenius(m, S, F2);
        Fp12.mul(m, Y, F1, S);
        Fp12.conjugate(m, Y, Y);
        Fp12.mul(m, T, T, Y);
        // y5 = 1 / f^(u^2)
        Fp12.conjugate(m, Y, F2);
        Fp12.mul(m, T, T, Y);
        // y3 = 1 / f^(u p)
        Fp12.frobenius(m, S, F1);
        Fp12.conjugate(m, S, S);
        Fp12.mul(m, S, S, Y);
        Fp12.mul(m, S, S, T);
        // y2 = f^(u^2 p^2)
        frobenius(m, Y, F2, 2);
        Fp12.mul(m, T, T, Y);
        Fp12.squareUnitary(m, S, S);
        Fp12.mul(m, S, S, T);
        Fp12.squareUnitary(m, S, S);
        // y1 = 1 / f
        Fp12.conjugate(m, Y, f);
        Fp12.mul(m, T, S, Y);
        // y0 = f^(p + p^2 + p^3)
        Fp12.frobenius(m, Y, f);
        Fp12.mul(m, S, S, Y);
        Fp12.frobenius(m, Y, Y);
        Fp12.mul(m, S, S, Y);
        Fp12.frobenius(m, Y, Y);
        Fp12.mul(m, S, S, Y);
        Fp12.squareUnitary(m, T, T);
        Fp12.mul(m, f, S, T);
    }

    private static void frobenius(long[] m, int z, int x, int times) {
        Fp12.frobenius(m, z, x);
        for (int i = 1; i < times; i++) {
            Fp12.frobenius(m, z, z);
        }
    }

    /** x^u for an x whose inverse is its conjugate. */
    private static void powerOfU(long[] m, int z, int x) {
        Fp12.set(m, TABLE, x);
        Fp12.squareUnitary(m, INVERSE, x);
        for (int i = 1; i < ODD_MULTIPLES; i++) {
            Fp12.mul(m, TABLE + i * Fp12.SIZE, TABLE + (i - 1) * Fp12.SIZE, INVERSE);
        }
        int top = DIGITS.length - 1;
        Fp12.set(m, z, TABLE + (DIGITS[top] >> 1) * Fp12.SIZE);
        for (int i = top - 1; i >= 0; i--) {
            Fp12.squareUnitary(m, z, z);
            if (DIGITS[i] > 0) {
                Fp12.mul(m, z, z, TABLE + (DIGITS[i] >> 1) * Fp12.SIZE);
            } else if (DIGITS[i] < 0) {
                Fp12.conjugate(m, INVERSE, TABLE + (-DIGITS[i] >> 1) * Fp12.SIZE);
                Fp12.mul(m, z, z, INVERSE);
            }
        }
    }
}
