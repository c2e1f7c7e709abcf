package org.alys.p2p.noise;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.alys.p2p.wire.WireException;
import org.alys.primitives.Hashes;

/** The running hash and chaining key of a handshake (Noise, section 5.2). */
final class SymmetricState {
    private static final int HASH_LENGTH = 32;

    private byte[] hash;
    private byte[] chainingKey;
    private Optional<CipherState> cipher = Optional.empty();

    /**
     * @param protocolName at most 32 characters
     */
    SymmetricState(String protocolName) {
        hash = Arrays.copyOf(protocolName.getBytes(StandardCharsets.US_ASCII), HASH_LENGTH);
        chainingKey = hash;
    }

    void mixHash(byte[] bytes) {
        hash = Hashes.sha256(hash, bytes);
    }

    void mixKey(byte[] secret) {
        byte[][] keys = derive(secret);
        chainingKey = keys[0];
        cipher = Optional.of(new CipherState(keys[1]));
    }

    /** {@code plaintext} as it is before the first key, encrypted after it. */
    byte[] encryptAndHash(byte[] plaintext) {
        byte[] out = plaintext;
        if (cipher.isPresent()) {
            out = new byte[plaintext.length + CipherState.TAG_LENGTH];
            cipher.get().encrypt(hash, plaintext, 0, plaintext.length, out, 0);
        }
        mixHash(out);
        return out;
    }

    byte[] decryptAndHash(byte[] received) throws WireException {
        byte[] out = received.clone();
        if (cipher.isPresent()) {
            out = Arrays.copyOf(out, cipher.get().decrypt(hash, out, 0, out.length));
        }
        mixHash(received);
        return out;
    }

    /** The keys of the channel: first the initiator's, then the responder's. */
    CipherState[] split() {
        byte[][] keys = derive(new byte[0]);
        return new CipherState[] {new CipherState(keys[0]), new CipherState(keys[1])};
    }

    /** The hash of all that was said, which binds the channel (Noise, section 11.2). */
    byte[] hash() {
        return hash.clone();
    }

    /** HKDF with two outputs (Noise, section 4.3). */
    private byte[][] derive(byte[] secret) {
        byte[] extracted = hmac(chainingKey, secret);
        byte[] first = hmac(extracted, new byte[] {1});
        byte[] message = Arrays.copyOf(first, first.length + 1);
        message[first.length] = 2;
        return new byte[][] {first, hmac(extracted, message)};
    }

    private static byte[] hmac(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
        }
    }
}
