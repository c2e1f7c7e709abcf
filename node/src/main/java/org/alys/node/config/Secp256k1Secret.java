package org.alys.node.config;

import fr.acinq.secp256k1.Secp256k1;
import java.security.SecureRandom;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Hashes;

/** A secret key of secp256k1, the curve of Bitcoin and of EVM accounts. Never printed, never compared. */
public final class Secp256k1Secret {
    private final Bytes32 secret;
    private final byte[] publicPoint;

    private Secp256k1Secret(Bytes32 secret) {
        this.secret = secret;
        this.publicPoint = Secp256k1.get().pubkeyCreate(secret.toArray());
    }

    /**
     * The key that 32 big-endian bytes name.
     *
     * @throws IllegalArgumentException when the number is zero or not below the order of the group
     */
    public static Secp256k1Secret of(Bytes32 bigEndian) {
        if (!Secp256k1.get().secKeyVerify(bigEndian.toArray())) {
            throw new IllegalArgumentException("not a secret key of secp256k1: zero or too large");
        }
        return new Secp256k1Secret(bigEndian);
    }

    /** A fresh key. */
    public static Secp256k1Secret generate(SecureRandom random) {
        byte[] bytes = new byte[Bytes32.SIZE];
        do {
            random.nextBytes(bytes);
        } while (!Secp256k1.get().secKeyVerify(bytes));
        return new Secp256k1Secret(Bytes32.of(bytes));
    }

    /** The compressed public key, 33 bytes. */
    public Bytes publicKey() {
        return Bytes.of(Secp256k1.get().pubKeyCompress(publicPoint));
    }

    /** The EVM account of the same secret. */
    public EvmAddress evmAddress() {
        byte[] coordinates = new byte[64];
        System.arraycopy(publicPoint, 1, coordinates, 0, coordinates.length);
        byte[] address = new byte[EvmAddress.SIZE];
        System.arraycopy(Hashes.keccak256(coordinates), Bytes32.SIZE - EvmAddress.SIZE, address, 0, EvmAddress.SIZE);
        return EvmAddress.of(address);
    }

    /** The 32 big-endian bytes, for signing and for the key file. */
    public Bytes32 reveal() {
        return secret;
    }

    @Override
    public String toString() {
        return "Secp256k1Secret of " + publicKey();
    }
}
