package org.alys.evm.precompile.bls12381;

import java.util.Arrays;
import java.util.Optional;
import supranational.blst.P1;
import supranational.blst.P1_Affine;
import supranational.blst.P2;
import supranational.blst.P2_Affine;

/** Points as EIP-2537 writes them: numbers of 64 bytes, 16 of them zero; infinity all zeros. */
final class Coding {
    static final int NUMBER = 64;
    static final int G1 = 2 * NUMBER;
    static final int G2 = 4 * NUMBER;
    static final int SCALAR = 32;

    private static final int PADDING = NUMBER - Fp.BYTES;
    /** The flag of infinity in the encoding of the native library. */
    private static final byte INFINITY = 0x40;

    private Coding() {}

    /** A point on the curve, which need not be in the subgroup. */
    static Optional<P1_Affine> g1(byte[] input, int offset) {
        byte[] numbers = new byte[2 * Fp.BYTES];
        if (!unpad(input, offset, numbers, 0) || !unpad(input, offset + NUMBER, numbers, Fp.BYTES)) {
            return Optional.empty();
        }
        if (isZero(numbers)) {
            return Optional.of(new P1().to_affine());
        }
        if (!Curve.containsG1(numbers)) {
            return Optional.empty();
        }
        return Optional.of(
                OrderThree.is(numbers) ? OrderThree.of(OrderThree.isNegative(numbers)) : new P1_Affine(numbers));
    }

    /** A point on the curve, which need not be in the subgroup. The native library puts the coefficient of i first. */
    static Optional<P2_Affine> g2(byte[] input, int offset) {
        byte[] numbers = new byte[4 * Fp.BYTES];
        for (int i = 0; i < 4; i++) {
            if (!unpad(input, offset + i * NUMBER, numbers, (i ^ 1) * Fp.BYTES)) {
                return Optional.empty();
            }
        }
        if (isZero(numbers)) {
            return Optional.of(new P2().to_affine());
        }
        return Curve.containsG2(numbers) ? Optional.of(new P2_Affine(numbers)) : Optional.empty();
    }

    static byte[] encode(P1 point) {
        byte[] encoded = new byte[G1];
        byte[] numbers = point.serialize();
        if (numbers[0] != INFINITY) {
            for (int i = 0; i < 2; i++) {
                System.arraycopy(numbers, i * Fp.BYTES, encoded, i * NUMBER + PADDING, Fp.BYTES);
            }
        }
        return encoded;
    }

    static byte[] encode(P2 point) {
        byte[] encoded = new byte[G2];
        byte[] numbers = point.serialize();
        if (numbers[0] != INFINITY) {
            for (int i = 0; i < 4; i++) {
                System.arraycopy(numbers, (i ^ 1) * Fp.BYTES, encoded, i * NUMBER + PADDING, Fp.BYTES);
            }
        }
        return encoded;
    }

    /** Copies a number without its padding; false when that is not zero. */
    static boolean unpad(byte[] input, int offset, byte[] numbers, int at) {
        System.arraycopy(input, offset + PADDING, numbers, at, Fp.BYTES);
        return isZero(Arrays.copyOfRange(input, offset, offset + PADDING));
    }

    private static boolean isZero(byte[] bytes) {
        int any = 0;
        for (byte b : bytes) {
            any |= b;
        }
        return any == 0;
    }
}
