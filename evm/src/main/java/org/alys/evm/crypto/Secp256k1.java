package org.alys.evm.crypto;

import fr.acinq.secp256k1.Secp256k1Exception;
import java.util.Arrays;
import java.util.Optional;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Hashes;
import org.alys.primitives.UInt256;

/** Recoverable ECDSA signatures over secp256k1 (SEC 1, 4.1), and the addresses of those who made them. */
public final class Secp256k1 {
    /** The order of the group: r, s and secret keys lie between zero and it. */
    public static final UInt256 ORDER =
            UInt256.fromHex("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141");
    /** The greatest s that transactions and authorizations may carry (EIP-2). */
    public static final UInt256 HALF_ORDER =
            UInt256.fromHex("7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0");

    private static final fr.acinq.secp256k1.Secp256k1 NATIVE = fr.acinq.secp256k1.Secp256k1.get();
    private static final int SCALAR_SIZE = 32;
    private static final int PUBLIC_KEY_SIZE = 64;
    private static final int ADDRESS_START = 12;

    private Secp256k1() {}

    /**
     * A signature.
     *
     * @param yParity 0 or 1: whether the point whose x coordinate is {@code r} has an odd y
     */
    public record Signature(UInt256 r, UInt256 s, int yParity) {}

    /**
     * The public key (x and y, 64 bytes) under which the signature of {@code hash} is valid; empty when there is none. Accepts a
     * high s: whoever must not, compares with {@link #HALF_ORDER}.
     */
    public static Optional<byte[]> recoverPublicKey(Bytes32 hash, UInt256 r, UInt256 s, int yParity) {
        if (!isScalar(r) || !isScalar(s) || (yParity & ~1) != 0) {
            return Optional.empty();
        }
        byte[] signature = new byte[2 * SCALAR_SIZE];
        r.toBytes32().copyTo(signature, 0);
        s.toBytes32().copyTo(signature, SCALAR_SIZE);
        try {
            return Optional.of(withoutPrefix(NATIVE.ecdsaRecover(signature, hash.toArray(), yParity)));
        } catch (Secp256k1Exception _) {
            // how the library says that r is no x coordinate or the key is the point at infinity: parameters were
            // checked
            return Optional.empty();
        }
    }

    /** The address whose key made the signature of {@code hash}, as {@link #recoverPublicKey} finds it. */
    public static Optional<EvmAddress> recoverAddress(Bytes32 hash, UInt256 r, UInt256 s, int yParity) {
        return recoverPublicKey(hash, r, s, yParity).map(Secp256k1::addressOf);
    }

    /** The address of a public key (x and y, 64 bytes). */
    public static EvmAddress addressOf(byte[] publicKey) {
        byte[] hash = Hashes.keccak256(publicKey);
        return EvmAddress.of(Arrays.copyOfRange(hash, ADDRESS_START, hash.length));
    }

    /**
     * The public key (x and y, 64 bytes) of a secret key.
     *
     * @throws IllegalArgumentException when the secret key is zero or not below the order
     */
    public static byte[] publicKey(Bytes32 secretKey) {
        requireScalar(secretKey);
        return withoutPrefix(NATIVE.pubkeyCreate(secretKey.toArray()));
    }

    /**
     * Signs {@code hash} with the nonce of RFC 6979; s is low.
     *
     * @throws IllegalArgumentException when the secret key is zero or not below the order
     */
    public static Signature sign(Bytes32 hash, Bytes32 secretKey) {
        byte[] publicKey = publicKey(secretKey);
        byte[] signature = NATIVE.sign(hash.toArray(), secretKey.toArray(), null);
        UInt256 r = UInt256.fromBytes(signature, 0);
        UInt256 s = UInt256.fromBytes(signature, SCALAR_SIZE);
        boolean even = recoverPublicKey(hash, r, s, 0)
                .filter(key -> Arrays.equals(key, publicKey))
                .isPresent();
        return new Signature(r, s, even ? 0 : 1);
    }

    private static void requireScalar(Bytes32 secretKey) {
        if (!isScalar(UInt256.of(secretKey))) {
            throw new IllegalArgumentException("a secret key is at least 1 and below the order of the group");
        }
    }

    private static boolean isScalar(UInt256 number) {
        return !number.isZero() && number.compareTo(ORDER) < 0;
    }

    private static byte[] withoutPrefix(byte[] uncompressed) {
        return Arrays.copyOfRange(uncompressed, uncompressed.length - PUBLIC_KEY_SIZE, uncompressed.length);
    }
}
