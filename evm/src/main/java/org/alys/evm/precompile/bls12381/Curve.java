package org.alys.evm.precompile.bls12381;

/** Whether coordinates are on the curve: asked before the native library sees them, which would throw. */
final class Curve {
    private static final int X = Fp2.SCRATCH;
    private static final int Y = X + Fp2.SIZE;
    private static final int S = Y + Fp2.SIZE;
    private static final int T = S + Fp2.SIZE;
    private static final int SIZE = T + Fp2.SIZE;
    /** Of G1 in Fp, and of G2 as 4 + 4 i. */
    private static final long[] FOUR = MapToG1.constants("4", "4");

    private Curve() {}

    /** x and y, 48 bytes each: below p and on y^2 = x^3 + 4. */
    static boolean containsG1(byte[] xy) {
        long[] m = new long[SIZE];
        if (!Fp.decode(m, X, xy, 0) || !Fp.decode(m, Y, xy, Fp.BYTES)) {
            return false;
        }
        Fp.mul(m, S, X, X);
        Fp.mul(m, S, S, X);
        Fp.set(m, T, FOUR, 0);
        Fp.add(m, S, S, T);
        Fp.mul(m, T, Y, Y);
        return Fp.equal(m, S, T);
    }

    /** x and y, each with the coefficient of i first, 48 bytes each: below p and on y^2 = x^3 + 4 (1 + i). */
    static boolean containsG2(byte[] xy) {
        long[] m = new long[SIZE];
        if (!decodeReversed(m, X, xy, 0) || !decodeReversed(m, Y, xy, 2 * Fp.BYTES)) {
            return false;
        }
        Fp2.square(m, S, X);
        Fp2.mul(m, S, S, X);
        Fp2.set(m, T, FOUR, 0);
        Fp2.add(m, S, S, T);
        Fp2.square(m, T, Y);
        return Fp2.equal(m, S, T);
    }

    private static boolean decodeReversed(long[] m, int z, byte[] bytes, int offset) {
        return Fp.decode(m, z + Fp.SIZE, bytes, offset) && Fp.decode(m, z, bytes, offset + Fp.BYTES);
    }
}
