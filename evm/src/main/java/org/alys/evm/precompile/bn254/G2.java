package org.alys.evm.precompile.bn254;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * The curve y^2 = x^3 + 3 / (9 + i) over Fp2, of which G2 is the subgroup of order r. An affine point is x and y; the point that
 * the Miller loop moves is x, y and z of homogeneous coordinates (x/z, y/z). The steps also give the line through the points they
 * add, as the coefficients of y, x and 1 before the coordinates of a point of G1 are put in (Aranha et al., 2010).
 */
final class G2 {
    static final int AFFINE = 2 * Fp2.SIZE;
    static final int HOMOGENEOUS = 3 * Fp2.SIZE;
    static final int BYTES = 4 * Fp.BYTES;

    private static final int Y = Fp2.SIZE;
    private static final int Z = 2 * Fp2.SIZE;
    private static final int A = Fp12.SCRATCH;
    private static final int B = A + Fp2.SIZE;
    private static final int C = B + Fp2.SIZE;
    private static final int D = C + Fp2.SIZE;
    private static final int E = D + Fp2.SIZE;
    private static final int F = E + Fp2.SIZE;
    private static final int G = F + Fp2.SIZE;
    private static final int H = G + Fp2.SIZE;

    /** How many limbs from the start on are this class's, with those of the fields. */
    static final int SCRATCH = H + Fp2.SIZE;

    private static final long[] COEFFICIENT = coefficient();

    private G2() {}

    /** Reads x and y, each with the coefficient of i first; false when they are no point of the curve. */
    static boolean decode(long[] m, int z, byte[] bytes, int offset) {
        boolean canonical = Fp.decode(m, z + Fp.SIZE, bytes, offset)
                && Fp.decode(m, z, bytes, offset + Fp.BYTES)
                && Fp.decode(m, z + Y + Fp.SIZE, bytes, offset + 2 * Fp.BYTES)
                && Fp.decode(m, z + Y, bytes, offset + 3 * Fp.BYTES);
        return canonical && (isInfinity(m, z) || isOnCurve(m, z));
    }

    private static boolean isOnCurve(long[] m, int x) {
        Fp2.square(m, A, x);
        Fp2.mul(m, A, A, x);
        System.arraycopy(COEFFICIENT, 0, m, B, Fp2.SIZE);
        Fp2.add(m, A, A, B);
        Fp2.square(m, B, x + Y);
        return Fp2.equal(m, A, B);
    }

    static boolean isInfinity(long[] m, int affine) {
        return Fp2.isZero(m, affine) && Fp2.isZero(m, affine + Y);
    }

    static void toHomogeneous(long[] m, int z, int affine) {
        System.arraycopy(m, affine, m, z, AFFINE);
        Fp.set(m, z + Z, BigInteger.ONE);
        Arrays.fill(m, z + Z + Fp.SIZE, z + Z + Fp2.SIZE, 0);
    }

    /** The endomorphism that raises the coordinates of the untwisted point to p. On G2 it multiplies by p. */
    static void frobenius(long[] m, int z, int x) {
        Fp12.loadFrobenius(m, A, 2);
        Fp2.conjugate(m, z, x);
        Fp2.mul(m, z, z, A);
        Fp12.loadFrobenius(m, A, 3);
        Fp2.conjugate(m, z + Y, x + Y);
        Fp2.mul(m, z + Y, z + Y, A);
    }

    static void negate(long[] m, int z, int affine) {
        Fp2.set(m, z, affine);
        Fp2.neg(m, z + Y, affine + Y);
    }

    /** Whether a homogeneous point, not infinity, is the affine one. */
    static boolean equal(long[] m, int homogeneous, int affine) {
        Fp2.mul(m, A, affine, homogeneous + Z);
        Fp2.mul(m, B, affine + Y, homogeneous + Z);
        return !Fp2.isZero(m, homogeneous + Z) && Fp2.equal(m, A, homogeneous) && Fp2.equal(m, B, homogeneous + Y);
    }

    /** Doubles {@code t}, and gives the tangent. */
    static void twice(long[] m, int t, int line) {
        Fp2.mul(m, A, t, t + Y);
        Fp2.square(m, B, t + Y);
        Fp2.square(m, C, t + Z);
        Fp2.add(m, H, t + Y, t + Z);
        Fp2.square(m, H, H);
        Fp2.sub(m, H, H, B);
        Fp2.sub(m, H, H, C);
        Fp2.add(m, D, C, C);
        Fp2.add(m, C, C, D);
        System.arraycopy(COEFFICIENT, 0, m, D, Fp2.SIZE);
        Fp2.mul(m, E, C, D);
        Fp2.add(m, F, E, E);
        Fp2.add(m, F, F, E);

        Fp2.neg(m, line, H);
        Fp2.square(m, D, t);
        Fp2.add(m, line + Y, D, D);
        Fp2.add(m, line + Y, line + Y, D);
        Fp2.sub(m, line + Z, E, B);

        Fp2.sub(m, G, B, F);
        Fp2.add(m, A, A, A);
        Fp2.mul(m, t, A, G);
        Fp2.add(m, G, B, F);
        Fp2.square(m, G, G);
        Fp2.square(m, E, E);
        Fp2.add(m, D, E, E);
        Fp2.add(m, E, D, E);
        Fp2.add(m, E, E, E);
        Fp2.add(m, E, E, E);
        Fp2.sub(m, t + Y, G, E);
        Fp2.mul(m, t + Z, B, H);
        Fp2.add(m, t + Z, t + Z, t + Z);
        Fp2.add(m, t + Z, t + Z, t + Z);
    }

    /** Adds the affine {@code q} to {@code t}, and gives the line. When t is q or -q, z becomes 0, and stays so in later steps. */
    static void add(long[] m, int t, int q, int line) {
        Fp2.mul(m, A, q + Y, t + Z);
        Fp2.sub(m, A, t + Y, A);
        Fp2.mul(m, B, q, t + Z);
        Fp2.sub(m, B, t, B);

        Fp2.set(m, line, B);
        Fp2.neg(m, line + Y, A);
        Fp2.mul(m, C, q, A);
        Fp2.mul(m, D, B, q + Y);
        Fp2.sub(m, line + Z, C, D);

        Fp2.square(m, C, A);
        Fp2.square(m, D, B);
        Fp2.mul(m, E, B, D);
        Fp2.mul(m, F, t + Z, C);
        Fp2.mul(m, G, t, D);
        Fp2.add(m, H, E, F);
        Fp2.sub(m, H, H, G);
        Fp2.sub(m, H, H, G);
        Fp2.mul(m, t, B, H);
        Fp2.sub(m, G, G, H);
        Fp2.mul(m, G, G, A);
        Fp2.mul(m, C, t + Y, E);
        Fp2.sub(m, t + Y, G, C);
        Fp2.mul(m, t + Z, t + Z, E);
    }

    private static long[] coefficient() {
        int x = Fp2.SCRATCH;
        long[] m = new long[x + Fp2.SIZE];
        Fp.set(m, x, BigInteger.valueOf(9));
        Fp.set(m, x + Fp.SIZE, BigInteger.ONE);
        Fp2.invert(m, x, x);
        // times three, with the scratch of Fp2 in between
        Fp2.add(m, 0, x, x);
        Fp2.add(m, x, x, 0);
        return Arrays.copyOfRange(m, x, x + Fp2.SIZE);
    }
}
