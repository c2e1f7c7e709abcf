package org.alys.evm.precompile.bls12381;

/**
 * Maps an element of Fp2 to the curve y^2 = x^3 + 4 (1 + i): the simplified SWU map to an isogenous curve, then the isogeny of
 * degree 3 (RFC 9380, 6.6.3 and E.3). What comes out need not be in the subgroup.
 */
final class MapToG2 {
    private static final String[] X_NUMERATOR = {
        "5c759507e8e333ebb5b7a9a47d7ed8532c52d39fd3a042a88b58423c50ae15d5c2638e343d9c71c6238aaaaaaaa97d6",
        "5c759507e8e333ebb5b7a9a47d7ed8532c52d39fd3a042a88b58423c50ae15d5c2638e343d9c71c6238aaaaaaaa97d6",
        "0",
        "11560bf17baa99bc32126fced787c88f984f87adf7ae0c7f9a208c6b4f20a4181472aaa9cb8d555526a9ffffffffc71a",
        "11560bf17baa99bc32126fced787c88f984f87adf7ae0c7f9a208c6b4f20a4181472aaa9cb8d555526a9ffffffffc71e",
        "8ab05f8bdd54cde190937e76bc3e447cc27c3d6fbd7063fcd104635a790520c0a395554e5c6aaaa9354ffffffffe38d",
        "171d6541fa38ccfaed6dea691f5fb614cb14b4e7f4e810aa22d6108f142b85757098e38d0f671c7188e2aaaaaaaa5ed1",
        "0"
    };
    private static final String[] X_DENOMINATOR = {
        "0",
        "1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaa63",
        "c",
        "1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaa9f",
        "1",
        "0"
    };
    private static final String[] Y_NUMERATOR = {
        "1530477c7ab4113b59a4c18b076d11930f7da5d4a07f649bf54439d87d27e500fc8c25ebf8c92f6812cfc71c71c6d706",
        "1530477c7ab4113b59a4c18b076d11930f7da5d4a07f649bf54439d87d27e500fc8c25ebf8c92f6812cfc71c71c6d706",
        "0",
        "5c759507e8e333ebb5b7a9a47d7ed8532c52d39fd3a042a88b58423c50ae15d5c2638e343d9c71c6238aaaaaaaa97be",
        "11560bf17baa99bc32126fced787c88f984f87adf7ae0c7f9a208c6b4f20a4181472aaa9cb8d555526a9ffffffffc71c",
        "8ab05f8bdd54cde190937e76bc3e447cc27c3d6fbd7063fcd104635a790520c0a395554e5c6aaaa9354ffffffffe38f",
        "124c9ad43b6cf79bfbf7043de3811ad0761b0f37a1e26286b0e977c69aa274524e79097a56dc4bd9e1b371c71c718b10",
        "0"
    };
    private static final String[] Y_DENOMINATOR = {
        "1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffa8fb",
        "1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffa8fb",
        "0",
        "1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffa9d3",
        "12",
        "1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaa99",
        "1",
        "0"
    };

    private static final long[] ISOGENY_X_NUMERATOR = MapToG1.constants(X_NUMERATOR);
    private static final long[] ISOGENY_X_DENOMINATOR = MapToG1.constants(X_DENOMINATOR);
    private static final long[] ISOGENY_Y_NUMERATOR = MapToG1.constants(Y_NUMERATOR);
    private static final long[] ISOGENY_Y_DENOMINATOR = MapToG1.constants(Y_DENOMINATOR);

    private static final int CONSTANT_Z = 0;
    private static final int CONSTANT_A = 1;
    private static final int CONSTANT_B = 2;
    private static final int CONSTANT_ONE = 3;
    /** Z = -(2 + i), A = 240 i, B = 1012 (1 + i), 1. */
    private static final long[] CONSTANTS = MapToG1.constants("-2", "-1", "0", "f0", "3f4", "3f4", "1", "0");

    /** Where the caller puts the number, and finds the point. */
    static final int U = Fp2.SCRATCH;

    private static final int X = U;
    private static final int Y = X + Fp2.SIZE;
    private static final int S = Y + Fp2.SIZE;
    private static final int T = S + Fp2.SIZE;
    private static final int G = T + Fp2.SIZE;
    private static final int K = G + Fp2.SIZE;
    private static final int W = K + Fp2.SIZE;
    private static final int XS = W + Fp2.SIZE;
    /** Limbs that {@link #compute} works in. */
    static final int SIZE = XS + Fp2.SIZE;

    private MapToG2() {}

    /** Replaces u at {@link #U} by the affine point; false when it is infinity. */
    static boolean compute(long[] m) {
        boolean odd = Fp2.isOdd(m, U);
        Fp2.set(m, W, m, U);
        firstCandidate(m);
        rightHandSide(m);
        if (!Fp2.squareRoot(m, Y, G)) {
            // the second candidate is Z u^2 x; its right-hand side is a square when that of the first is none
            Fp2.square(m, K, W);
            Fp2.mul(m, XS, XS, K);
            load(m, T, CONSTANT_Z);
            Fp2.mul(m, XS, XS, T);
            rightHandSide(m);
            if (!Fp2.squareRoot(m, Y, G)) {
                throw new IllegalStateException("neither candidate is on the curve, against RFC 9380");
            }
        }
        if (Fp2.isOdd(m, Y) != odd) {
            Fp2.neg(m, Y, Y);
        }
        return isogeny(m);
    }

    /** x = -B / A (1 + 1 / (Z^2 u^4 + Z u^2)), and B / (Z A) where that divides by zero. */
    private static void firstCandidate(long[] m) {
        load(m, T, CONSTANT_Z);
        Fp2.mul(m, S, W, W);
        Fp2.mul(m, S, S, T);
        Fp2.mul(m, K, S, S);
        Fp2.add(m, S, S, K);
        load(m, K, CONSTANT_A);
        load(m, G, CONSTANT_B);
        if (Fp2.isZero(m, S)) {
            Fp2.mul(m, T, T, K);
            Fp2.invert(m, T, T);
            Fp2.mul(m, XS, G, T);
            return;
        }
        Fp2.mul(m, K, K, S);
        Fp2.invert(m, K, K);
        load(m, T, CONSTANT_ONE);
        Fp2.add(m, T, S, T);
        Fp2.mul(m, T, T, G);
        Fp2.mul(m, T, T, K);
        Fp2.neg(m, XS, T);
    }

    private static void rightHandSide(long[] m) {
        Fp2.mul(m, G, XS, XS);
        load(m, T, CONSTANT_A);
        Fp2.add(m, G, G, T);
        Fp2.mul(m, G, G, XS);
        load(m, T, CONSTANT_B);
        Fp2.add(m, G, G, T);
    }

    private static boolean isogeny(long[] m) {
        polynomial(m, S, ISOGENY_X_DENOMINATOR);
        polynomial(m, G, ISOGENY_Y_DENOMINATOR);
        Fp2.mul(m, K, S, G);
        if (Fp2.isZero(m, K)) {
            return false;
        }
        Fp2.invert(m, K, K);
        polynomial(m, T, ISOGENY_Y_NUMERATOR);
        Fp2.mul(m, Y, Y, T);
        Fp2.mul(m, Y, Y, S);
        Fp2.mul(m, Y, Y, K);
        polynomial(m, T, ISOGENY_X_NUMERATOR);
        Fp2.mul(m, X, T, G);
        Fp2.mul(m, X, X, K);
        return true;
    }

    /** The value at {@link #XS}, by Horner's rule. */
    private static void polynomial(long[] m, int z, long[] coefficients) {
        int last = coefficients.length - Fp2.SIZE;
        Fp2.set(m, z, coefficients, last);
        for (int i = last - Fp2.SIZE; i >= 0; i -= Fp2.SIZE) {
            Fp2.mul(m, z, z, XS);
            Fp2.set(m, W, coefficients, i);
            Fp2.add(m, z, z, W);
        }
    }

    private static void load(long[] m, int z, int constant) {
        Fp2.set(m, z, CONSTANTS, constant * Fp2.SIZE);
    }
}
