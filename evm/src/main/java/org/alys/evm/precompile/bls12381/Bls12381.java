package org.alys.evm.precompile.bls12381;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import supranational.blst.P1;
import supranational.blst.P1_Affine;
import supranational.blst.P2;
import supranational.blst.P2_Affine;
import supranational.blst.Pairing;

/**
 * The operations of EIP-2537, from input to output; empty when the input has the wrong length, a number is not below the modulus
 * or not padded with zeros, or a point is not on its curve. Where a product is formed the points must be in their subgroups too.
 */
public final class Bls12381 {
    /** Bytes of a point of G1 and its factor. */
    public static final int G1_TERM = Coding.G1 + Coding.SCALAR;
    /** Bytes of a point of G2 and its factor. */
    public static final int G2_TERM = Coding.G2 + Coding.SCALAR;
    /** Bytes of a point of G1 and one of G2. */
    public static final int PAIR = Coding.G1 + Coding.G2;

    static final BigInteger ORDER =
            new BigInteger("73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001", 16);

    private static final BucketSum.Group<P1, P1_Affine> GROUP_1 =
            new BucketSum.Group<>(P1::new, P1::add, P1::add, P1::dbl);
    private static final BucketSum.Group<P2, P2_Affine> GROUP_2 =
            new BucketSum.Group<>(P2::new, P2::add, P2::add, P2::dbl);

    private Bls12381() {}

    /** The sum of two points of G1. */
    public static Optional<byte[]> addG1(byte[] input) {
        if (input.length != 2 * Coding.G1) {
            return Optional.empty();
        }
        Optional<P1_Affine> x = Coding.g1(input, 0);
        Optional<P1_Affine> y = Coding.g1(input, Coding.G1);
        return x.isEmpty() || y.isEmpty()
                ? Optional.empty()
                : Optional.of(Coding.encode(x.get().to_jacobian().add(y.get())));
    }

    /** The sum of two points of G2. */
    public static Optional<byte[]> addG2(byte[] input) {
        if (input.length != 2 * Coding.G2) {
            return Optional.empty();
        }
        Optional<P2_Affine> x = Coding.g2(input, 0);
        Optional<P2_Affine> y = Coding.g2(input, Coding.G2);
        return x.isEmpty() || y.isEmpty()
                ? Optional.empty()
                : Optional.of(Coding.encode(x.get().to_jacobian().add(y.get())));
    }

    /** The sum of at least one point of G1 times its factor. */
    public static Optional<byte[]> multiplyG1(byte[] input) {
        if (input.length == 0 || input.length % G1_TERM != 0) {
            return Optional.empty();
        }
        List<P1_Affine> points = new ArrayList<>();
        for (int offset = 0; offset < input.length; offset += G1_TERM) {
            Optional<P1_Affine> point = Coding.g1(input, offset).filter(P1_Affine::in_group);
            if (point.isEmpty()) {
                return Optional.empty();
            }
            points.add(point.get());
        }
        if (points.size() >= BucketSum.LEAST_TERMS) {
            return Optional.of(Coding.encode(BucketSum.of(GROUP_1, points, input, Coding.G1, G1_TERM)));
        }
        P1 sum = new P1();
        for (int i = 0; i < points.size(); i++) {
            sum.add(points.get(i).to_jacobian().mult(factor(input, i * G1_TERM + Coding.G1)));
        }
        return Optional.of(Coding.encode(sum));
    }

    /** The sum of at least one point of G2 times its factor. */
    public static Optional<byte[]> multiplyG2(byte[] input) {
        if (input.length == 0 || input.length % G2_TERM != 0) {
            return Optional.empty();
        }
        List<P2_Affine> points = new ArrayList<>();
        for (int offset = 0; offset < input.length; offset += G2_TERM) {
            Optional<P2_Affine> point = Coding.g2(input, offset).filter(P2_Affine::in_group);
            if (point.isEmpty()) {
                return Optional.empty();
            }
            points.add(point.get());
        }
        if (points.size() >= BucketSum.LEAST_TERMS) {
            return Optional.of(Coding.encode(BucketSum.of(GROUP_2, points, input, Coding.G2, G2_TERM)));
        }
        P2 sum = new P2();
        for (int i = 0; i < points.size(); i++) {
            sum.add(points.get(i).to_jacobian().mult(factor(input, i * G2_TERM + Coding.G2)));
        }
        return Optional.of(Coding.encode(sum));
    }

    /** A factor may be any number of 32 bytes; the native library wants it below the order. */
    private static BigInteger factor(byte[] input, int offset) {
        return new BigInteger(1, input, offset, Coding.SCALAR).mod(ORDER);
    }

    /** A word: 1 when the product of the pairings of at least one pair is one, 0 when not. */
    public static Optional<byte[]> pairing(byte[] input) {
        if (input.length == 0 || input.length % PAIR != 0) {
            return Optional.empty();
        }
        Pairing pairing = new Pairing(true, "");
        boolean one = true;
        for (int offset = 0; offset < input.length; offset += PAIR) {
            Optional<P1_Affine> p = Coding.g1(input, offset).filter(P1_Affine::in_group);
            Optional<P2_Affine> q = Coding.g2(input, offset + Coding.G1).filter(P2_Affine::in_group);
            if (p.isEmpty() || q.isEmpty()) {
                return Optional.empty();
            }
            if (!p.get().is_inf() && !q.get().is_inf()) {
                pairing.raw_aggregate(q.get(), p.get());
                one = false;
            }
        }
        if (!one) {
            pairing.commit();
            one = pairing.as_fp12().final_exp().is_one();
        }
        byte[] word = new byte[Coding.SCALAR];
        word[Coding.SCALAR - 1] = (byte) (one ? 1 : 0);
        return Optional.of(word);
    }

    /** A point of G1 that follows from an element of the field. */
    public static Optional<byte[]> mapToG1(byte[] input) {
        byte[] number = new byte[Fp.BYTES];
        long[] m = new long[MapToG1.SIZE];
        if (input.length != Coding.NUMBER
                || !Coding.unpad(input, 0, number, 0)
                || !Fp.decode(m, MapToG1.U, number, 0)) {
            return Optional.empty();
        }
        // points with x = 0 are of order 3, which divides the factor that clears the cofactor
        boolean vanishes = !MapToG1.compute(m) || Fp.isZero(m, MapToG1.U);
        return Optional.of(Coding.encode(vanishes ? new P1() : Cofactor.clear(Cofactor.g1(m, MapToG1.U))));
    }

    /** A point of G2 that follows from an element of the field's quadratic extension. */
    public static Optional<byte[]> mapToG2(byte[] input) {
        byte[] number = new byte[Fp.BYTES];
        long[] m = new long[MapToG2.SIZE];
        if (input.length != 2 * Coding.NUMBER) {
            return Optional.empty();
        }
        for (int i = 0; i < 2; i++) {
            if (!Coding.unpad(input, i * Coding.NUMBER, number, 0)
                    || !Fp.decode(m, MapToG2.U + i * Fp.SIZE, number, 0)) {
                return Optional.empty();
            }
        }
        return Optional.of(Coding.encode(MapToG2.compute(m) ? Cofactor.clear(Cofactor.g2(m, MapToG2.U)) : new P2()));
    }
}
