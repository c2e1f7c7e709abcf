package org.alys.primitives;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.bouncycastle.crypto.digests.RIPEMD160Digest;
import org.bouncycastle.jcajce.provider.digest.Keccak;

/** The hash functions of Bitcoin and of the EVM. */
public final class Hashes {
    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(Hashes::newSha256);

    private Hashes() {}

    /** A SHA-256 digest of the caller's own, for code that feeds it piece by piece. */
    public static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    public static byte[] sha256(byte[] input) {
        return SHA_256.get().digest(input);
    }

    /** SHA-256 of {@code left} followed by {@code right}. */
    public static byte[] sha256(byte[] left, byte[] right) {
        MessageDigest digest = SHA_256.get();
        digest.update(left);
        return digest.digest(right);
    }

    /** SHA-256 applied twice: Bitcoin's hash of transactions, headers and merkle nodes, in hash-output byte order. */
    public static Bytes32 sha256d(byte[] input) {
        MessageDigest digest = SHA_256.get();
        return Bytes32.of(digest.digest(digest.digest(input)));
    }

    /** Keccak-256 as Ethereum uses it (the padding before FIPS 202). */
    public static byte[] keccak256(byte[] input) {
        return new Keccak.Digest256().digest(input);
    }

    /** RIPEMD-160 of SHA-256: Bitcoin's key and script hash. */
    public static byte[] hash160(byte[] input) {
        byte[] sha = sha256(input);
        RIPEMD160Digest ripemd = new RIPEMD160Digest();
        ripemd.update(sha, 0, sha.length);
        byte[] out = new byte[20];
        ripemd.doFinal(out, 0);
        return out;
    }
}
