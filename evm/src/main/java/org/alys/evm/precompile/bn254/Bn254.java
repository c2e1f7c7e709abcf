package org.alys.evm.precompile.bn254;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;

/** Addition and multiplication on the curve (EIP-196) and the check of pairings (EIP-197), from input to output. */
public final class Bn254 {
    /** Bytes of a pair of points. */
    public static final int PAIR_SIZE = G1.BYTES + G2.BYTES;

    private Bn254() {}

    /**
     * The sum of two points of 64 bytes; empty when one is not on the curve. Input that is too short counts as followed by zeros;
     * what follows the points is ignored.
     */
    public static Optional<byte[]> add(byte[] input) {
        byte[] points = Arrays.copyOf(input, 2 * G1.BYTES);
        int x = G1.SCRATCH;
        int y = x + G1.AFFINE;
        int sum = y + G1.AFFINE;
        long[] m = new long[sum + G1.AFFINE];
        if (!G1.decode(m, x, points, 0) || !G1.decode(m, y, points, G1.BYTES)) {
            return Optional.empty();
        }
        G1.addAffine(m, sum, x, y);
        return Optional.of(encode(m, sum));
    }

    /** A point of 64 bytes times a number of 32; empty when the point is not on the curve. Input is padded and cut as in {@link #add}. */
    public static Optional<byte[]> multiply(byte[] input) {
        byte[] padded = Arrays.copyOf(input, G1.BYTES + Fp.BYTES);
        long[] m = new long[G1Product.SIZE];
        if (!G1.decode(m, G1Product.point(), padded, 0)) {
            return Optional.empty();
        }
        G1Product.compute(m, new BigInteger(1, padded, G1.BYTES, Fp.BYTES));
        return Optional.of(encode(m, G1Product.point()));
    }

    /**
     * A word, 1 when the product of the pairings is one and 0 when not; empty when the input is no whole number of pairs or a point
     * is not on its curve or not in its group.
     */
    public static Optional<byte[]> pairing(byte[] input) {
        if (input.length % PAIR_SIZE != 0) {
            return Optional.empty();
        }
        return switch (Pairing.check(input)) {
            case ONE -> Optional.of(word(1));
            case NOT_ONE -> Optional.of(word(0));
            case INVALID -> Optional.empty();
        };
    }

    private static byte[] word(int value) {
        byte[] word = new byte[Fp.BYTES];
        word[Fp.BYTES - 1] = (byte) value;
        return word;
    }

    private static byte[] encode(long[] m, int affine) {
        byte[] bytes = new byte[G1.BYTES];
        G1.encode(m, affine, bytes);
        return bytes;
    }
}
