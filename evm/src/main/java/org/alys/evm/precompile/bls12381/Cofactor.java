package org.alys.evm.precompile.bls12381;

import java.math.BigInteger;
import java.util.Arrays;
import supranational.blst.P1;
import supranational.blst.P2;
import supranational.blst.P2_Affine;

/** Takes points of the curves into the subgroups, as RFC 9380 wants it (8.8 and G.3). */
final class Cofactor {
    /** The size of the parameter of the curve, which is negative. */
    private static final BigInteger X = new BigInteger("d201000000010000", 16);
    /** 1 - x. */
    private static final BigInteger G1_FACTOR = X.add(BigInteger.ONE);

    private static final int POINT = Fp2.SCRATCH;
    private static final int FACTOR = POINT + 2 * Fp2.SIZE;
    private static final int SIZE = FACTOR + Fp2.SIZE;

    /** (1 + i)^(-(p - 1) / 3), then (1 + i)^(-(p - 1) / 2). */
    private static final long[] FROBENIUS = frobenius();

    private Cofactor() {}

    /** The point of the curve of G1 whose affine coordinates are at {@code x}; not one with x = 0. */
    static P1 g1(long[] m, int x) {
        byte[] bytes = new byte[2 * Fp.BYTES];
        Fp.encode(m, x, bytes, 0);
        Fp.encode(m, x + Fp.SIZE, bytes, Fp.BYTES);
        return new P1(bytes);
    }

    /** The point of G2 whose affine coordinates are at {@code x}, on the curve. */
    static P2 g2(long[] m, int x) {
        byte[] bytes = new byte[4 * Fp.BYTES];
        for (int i = 0; i < 4; i++) {
            Fp.encode(m, x + i * Fp.SIZE, bytes, (i ^ 1) * Fp.BYTES);
        }
        return new P2(bytes);
    }

    static P1 clear(P1 point) {
        return point.mult(G1_FACTOR);
    }

    /** The method of Budroni and Pintore (RFC 9380, G.3): (x^2 - x - 1) P + (x - 1) F(P) + F(F(2 P)). */
    static P2 clear(P2 point) {
        P2 product = point.dup().mult(X).neg();
        P2 image = frobenius(point);
        P2 sum = frobenius(frobenius(point.dup().dbl()));
        sum.add(image.dup().neg());
        P2 second = product.dup().add(image).mult(X).neg();
        return sum.add(second).add(product.neg()).add(point.dup().neg());
    }

    /** The endomorphism that raises the coordinates of the untwisted point to p. */
    private static P2 frobenius(P2 point) {
        P2_Affine affine = point.to_affine();
        if (affine.is_inf()) {
            return new P2();
        }
        byte[] bytes = affine.serialize();
        long[] m = new long[SIZE];
        for (int i = 0; i < 4; i++) {
            Fp.decode(m, POINT + i * Fp.SIZE, bytes, (i ^ 1) * Fp.BYTES);
        }
        for (int i = 0; i < 2; i++) {
            int number = POINT + i * Fp2.SIZE;
            Fp2.conjugate(m, number, number);
            Fp2.set(m, FACTOR, FROBENIUS, i * Fp2.SIZE);
            Fp2.mul(m, number, number, FACTOR);
        }
        return g2(m, POINT);
    }

    private static long[] frobenius() {
        long[] factors = new long[2 * Fp2.SIZE];
        BigInteger order = Fp.P.subtract(BigInteger.ONE);
        System.arraycopy(power(order.divide(BigInteger.valueOf(3))), 0, factors, 0, Fp2.SIZE);
        System.arraycopy(power(order.shiftRight(1)), 0, factors, Fp2.SIZE, Fp2.SIZE);
        return factors;
    }

    /** (1 + i)^(-exponent). */
    private static long[] power(BigInteger exponent) {
        long[] m = new long[SIZE];
        Fp.set(m, POINT, BigInteger.ONE);
        Fp.set(m, FACTOR, BigInteger.ONE);
        Fp.set(m, FACTOR + Fp.SIZE, BigInteger.ONE);
        Fp2.invert(m, FACTOR, FACTOR);
        for (int bit = exponent.bitLength() - 1; bit >= 0; bit--) {
            Fp2.square(m, POINT, POINT);
            if (exponent.testBit(bit)) {
                Fp2.mul(m, POINT, POINT, FACTOR);
            }
        }
        return Arrays.copyOfRange(m, POINT, POINT + Fp2.SIZE);
    }
}
