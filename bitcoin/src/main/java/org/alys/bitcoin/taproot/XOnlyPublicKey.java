package org.alys.bitcoin.taproot;

import fr.acinq.bitcoin.ByteVector32;
import fr.acinq.bitcoin.Crypto;
import java.util.Optional;
import org.alys.primitives.Bytes32;
import org.alys.primitives.Hex;

/**
 * A point of secp256k1 by its x coordinate, as BIP 340 has it: the y coordinate is the even one.
 *
 * @param x the coordinate of a point on the curve, big-endian
 */
public record XOnlyPublicKey(Bytes32 x) implements Comparable<XOnlyPublicKey> {
    private static final int COMPRESSED_SIZE = 33;

    /** Throws {@link IllegalArgumentException} when no point has that coordinate. */
    public XOnlyPublicKey {
        if (!isOnCurve(x)) {
            throw new IllegalArgumentException("no point of secp256k1 has the x coordinate " + x);
        }
    }

    /** The key, or empty when no point has that coordinate. */
    public static Optional<XOnlyPublicKey> of(Bytes32 x) {
        return isOnCurve(x) ? Optional.of(new XOnlyPublicKey(x)) : Optional.empty();
    }

    /**
     * A key in compressed form: 66 hex digits that start with 02 or 03, which is dropped.
     *
     * @throws IllegalArgumentException when it is not such a key
     */
    public static XOnlyPublicKey ofCompressed(String hex) {
        byte[] bytes = Hex.decode(hex);
        if (bytes.length != COMPRESSED_SIZE || (bytes[0] != 2 && bytes[0] != 3)) {
            throw new IllegalArgumentException("not a compressed public key: " + hex);
        }
        return new XOnlyPublicKey(Bytes32.copyOf(bytes, 1));
    }

    private static boolean isOnCurve(Bytes32 x) {
        byte[] compressed = new byte[COMPRESSED_SIZE];
        compressed[0] = 2;
        x.copyTo(compressed, 1);
        return Crypto.isPubKeyValid(compressed);
    }

    fr.acinq.bitcoin.XonlyPublicKey toLibrary() {
        return new fr.acinq.bitcoin.XonlyPublicKey(new ByteVector32(x.toArray()));
    }

    static XOnlyPublicKey fromLibrary(fr.acinq.bitcoin.XonlyPublicKey key) {
        return new XOnlyPublicKey(Bytes32.of(key.value.toByteArray()));
    }

    /** Whether {@code signature} is this key's signature (BIP 340) over {@code message}. */
    public boolean verifies(Bytes32 message, SchnorrSignature signature) {
        return Crypto.verifySignatureSchnorr(
                new ByteVector32(message.toArray()),
                new fr.acinq.bitcoin.ByteVector(signature.bytes().toArray()),
                toLibrary());
    }

    @Override
    public int compareTo(XOnlyPublicKey other) {
        return x.compareTo(other.x);
    }

    /** 64 hex digits. */
    @Override
    public String toString() {
        return x.toHex();
    }
}
