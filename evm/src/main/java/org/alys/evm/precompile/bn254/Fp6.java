package org.alys.evm.precompile.bn254;

/** a + b v + c v^2 over Fp2 with v^3 = 9 + i. A result may lie where an operand does. */
final class Fp6 {
    static final int SIZE = 3 * Fp2.SIZE;

    private static final int B = Fp2.SIZE;
    private static final int C = 2 * Fp2.SIZE;
    private static final int U = Fp2.SCRATCH;
    private static final int V = U + Fp2.SIZE;
    private static final int W = V + Fp2.SIZE;
    private static final int S = W + Fp2.SIZE;
    private static final int T = S + Fp2.SIZE;
    private static final int R = T + Fp2.SIZE;
    private static final int Q = R + Fp2.SIZE;

    /** How many limbs from the start on are this class's, with those of the field below. */
    static final int SCRATCH = Q + Fp2.SIZE;

    private Fp6() {}

    static void mul(long[] m, int z, int x, int y) {
        Fp2.mul(m, U, x, y);
        Fp2.mul(m, V, x + B, y + B);
        Fp2.mul(m, W, x + C, y + C);
        cross(m, R, x + B, x + C, y + B, y + C, V, W);
        Fp2.mulByXi(m, R, R);
        Fp2.add(m, R, R, U);
        cross(m, Q, x, x + B, y, y + B, U, V);
        cross(m, z + C, x, x + C, y, y + C, U, W);
        Fp2.add(m, z + C, z + C, V);
        Fp2.mulByXi(m, W, W);
        Fp2.add(m, z + B, Q, W);
        Fp2.set(m, z, R);
    }

    /** (x1 + x2) (y1 + y2) less the products that are known: x1 y2 + x2 y1 (Karatsuba). */
    private static void cross(long[] m, int z, int x1, int x2, int y1, int y2, int product1, int product2) {
        Fp2.add(m, S, x1, x2);
        Fp2.add(m, T, y1, y2);
        Fp2.mul(m, z, S, T);
        Fp2.sub(m, z, z, product1);
        Fp2.sub(m, z, z, product2);
    }

    /** Times y + (y at {@code second}) v, both of Fp2. */
    static void mulBySparse(long[] m, int z, int x, int first, int second) {
        Fp2.mul(m, U, x, first);
        Fp2.mul(m, V, x + B, second);
        Fp2.add(m, S, x + B, x + C);
        Fp2.mul(m, R, S, second);
        Fp2.sub(m, R, R, V);
        Fp2.mulByXi(m, R, R);
        cross(m, Q, x, x + B, first, second, U, V);
        Fp2.add(m, S, x, x + C);
        Fp2.mul(m, S, S, first);
        Fp2.sub(m, S, S, U);
        Fp2.add(m, z + C, S, V);
        Fp2.add(m, z, R, U);
        Fp2.set(m, z + B, Q);
    }

    /** Times an element of Fp2. */
    static void scale(long[] m, int z, int x, int factor) {
        Fp2.mul(m, z, x, factor);
        Fp2.mul(m, z + B, x + B, factor);
        Fp2.mul(m, z + C, x + C, factor);
    }

    /** Times v. */
    static void mulByV(long[] m, int z, int x) {
        Fp2.mulByXi(m, S, x + C);
        Fp2.set(m, z + C, x + B);
        Fp2.set(m, z + B, x);
        Fp2.set(m, z, S);
    }

    static void add(long[] m, int z, int x, int y) {
        Fp2.add(m, z, x, y);
        Fp2.add(m, z + B, x + B, y + B);
        Fp2.add(m, z + C, x + C, y + C);
    }

    static void sub(long[] m, int z, int x, int y) {
        Fp2.sub(m, z, x, y);
        Fp2.sub(m, z + B, x + B, y + B);
        Fp2.sub(m, z + C, x + C, y + C);
    }

    static void neg(long[] m, int z, int x) {
        Fp2.neg(m, z, x);
        Fp2.neg(m, z + B, x + B);
        Fp2.neg(m, z + C, x + C);
    }

    /** 1/x; zero for zero. */
    static void invert(long[] m, int z, int x) {
        Fp2.square(m, U, x);
        Fp2.mul(m, S, x + B, x + C);
        Fp2.mulByXi(m, S, S);
        Fp2.sub(m, U, U, S);
        Fp2.square(m, V, x + C);
        Fp2.mulByXi(m, V, V);
        Fp2.mul(m, S, x, x + B);
        Fp2.sub(m, V, V, S);
        Fp2.square(m, W, x + B);
        Fp2.mul(m, S, x, x + C);
        Fp2.sub(m, W, W, S);
        Fp2.mul(m, S, x + C, V);
        Fp2.mul(m, T, x + B, W);
        Fp2.add(m, S, S, T);
        Fp2.mulByXi(m, S, S);
        Fp2.mul(m, T, x, U);
        Fp2.add(m, S, S, T);
        Fp2.invert(m, S, S);
        Fp2.mul(m, z, U, S);
        Fp2.mul(m, z + B, V, S);
        Fp2.mul(m, z + C, W, S);
    }

    static void set(long[] m, int z, int x) {
        System.arraycopy(m, x, m, z, SIZE);
    }
}
