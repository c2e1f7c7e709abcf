package org.alys.chain.bls;

import java.util.Optional;
import org.alys.primitives.Bytes;
import supranational.blst.P1_Affine;

/**
 * A public key: a point of G1 in the right subgroup and not infinity. The point is unpacked once, when the key is parsed, and
 * never changes afterwards.
 */
public final class BlsPublicKey {
    public static final int SIZE = 48;

    private final Bytes bytes;
    private final P1_Affine point;

    private BlsPublicKey(Bytes bytes, P1_Affine point) {
        this.bytes = bytes;
        this.point = point;
    }

    /** The key that 48 compressed bytes name; empty when they are no point of the subgroup, or infinity (KeyValidate of the IETF draft). */
    public static Optional<BlsPublicKey> parse(Bytes compressed) {
        return Points.g1(compressed)
                .filter(point -> !point.is_inf() && point.in_group())
                .map(point -> new BlsPublicKey(compressed, point));
    }

    static BlsPublicKey of(P1_Affine point) {
        return new BlsPublicKey(Bytes.of(point.compress()), point);
    }

    /** The 48 compressed bytes. */
    public Bytes bytes() {
        return bytes;
    }

    P1_Affine point() {
        return point;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BlsPublicKey that && bytes.equals(that.bytes);
    }

    @Override
    public int hashCode() {
        return bytes.hashCode();
    }

    @Override
    public String toString() {
        return bytes.toString();
    }
}
