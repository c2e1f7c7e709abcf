package org.alys.chain.bls;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.alys.primitives.Bytes32;
import supranational.blst.P1;
import supranational.blst.P2;
import supranational.blst.SecretKey;

/** A secret key, 1 to r - 1. Never printed, never compared. */
public final class BlsSecretKey {
    private static final BigInteger ORDER =
            new BigInteger("73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001", 16);

    private final SecretKey key;
    private final BlsPublicKey publicKey;

    private BlsSecretKey(SecretKey key) {
        this.key = key;
        this.publicKey = BlsPublicKey.of(new P1(key).to_affine());
    }

    /**
     * The key that 32 big-endian bytes name.
     *
     * @throws IllegalArgumentException when the number is zero or not below the order of the group
     */
    public static BlsSecretKey of(Bytes32 bigEndian) {
        byte[] bytes = bigEndian.toArray();
        BigInteger scalar = new BigInteger(1, bytes);
        if (scalar.signum() == 0 || scalar.compareTo(ORDER) >= 0) {
            throw new IllegalArgumentException("a BLS secret key is at least 1 and below the order of the group");
        }
        SecretKey key = new SecretKey();
        key.from_bendian(bytes);
        Arrays.fill(bytes, (byte) 0);
        return new BlsSecretKey(key);
    }

    /** A fresh key (KeyGen of draft-irtf-cfrg-bls-signature). {@code random} must be fit for secrets. */
    public static BlsSecretKey generate(RandomGenerator random) {
        byte[] keyMaterial = new byte[Bytes32.SIZE];
        random.nextBytes(keyMaterial);
        SecretKey key = new SecretKey();
        key.keygen(keyMaterial);
        Arrays.fill(keyMaterial, (byte) 0);
        return new BlsSecretKey(key);
    }

    public BlsPublicKey publicKey() {
        return publicKey;
    }

    /** The 32 big-endian bytes, for the key file and nothing else. */
    public Bytes32 reveal() {
        return Bytes32.of(key.to_bendian());
    }

    P2 signHashed(P2 hashedMessage) {
        return hashedMessage.sign_with(key);
    }

    @Override
    public String toString() {
        return "BlsSecretKey of " + publicKey;
    }
}
