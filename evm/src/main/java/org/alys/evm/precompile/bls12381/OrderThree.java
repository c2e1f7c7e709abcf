package org.alys.evm.precompile.bls12381;

import java.math.BigInteger;
import supranational.blst.P1;
import supranational.blst.P1_Affine;

/**
 * The points (0, 2) and (0, -2) of the curve of G1. The native library refuses to read them, since they are of order 3; as the
 * difference of two points that it reads, it knows them well.
 */
final class OrderThree {
    private static final P1 POINT = point();

    private OrderThree() {}

    /** (0, 2) or (0, -2). */
    static P1_Affine of(boolean negative) {
        P1 point = POINT.dup();
        return (negative ? point.neg() : point).to_affine();
    }

    /** Whether x of the point whose coordinates are 48 bytes each is zero. */
    static boolean is(byte[] xy) {
        int any = 0;
        for (int i = 0; i < Fp.BYTES; i++) {
            any |= xy[i];
        }
        return any == 0;
    }

    /** Whether the point on the curve with x = 0 is (0, -2): its y has more than one byte. */
    static boolean isNegative(byte[] xy) {
        return xy[Fp.BYTES] != 0;
    }

    private static P1 point() {
        byte[] generator = P1.generator().serialize();
        BigInteger x = new BigInteger(1, generator, 0, Fp.BYTES);
        BigInteger y = new BigInteger(1, generator, Fp.BYTES, Fp.BYTES);
        BigInteger slope = y.subtract(BigInteger.TWO).multiply(x.modInverse(Fp.P));
        BigInteger sumX = slope.multiply(slope).subtract(x);
        BigInteger sumY = slope.multiply(sumX.negate()).subtract(BigInteger.TWO);
        long[] m = new long[2 * Fp.SIZE];
        Fp.set(m, 0, sumX);
        Fp.set(m, Fp.SIZE, sumY);
        return Cofactor.g1(m, 0).add(P1.generator().neg());
    }
}
