package org.alys.p2p.noise;

import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.alys.p2p.wire.WireException;

/** A key with a counter (Noise, section 5.1). Not safe for threads that race. */
final class CipherState {
    static final int KEY_LENGTH = 32;
    static final int TAG_LENGTH = 16;

    private static final int NONCE_LENGTH = 12;

    private final Cipher cipher;
    private final SecretKeySpec key;
    private long nonce;

    CipherState(byte[] key) {
        this.key = new SecretKeySpec(key, 0, KEY_LENGTH, "ChaCha20");
        try {
            this.cipher = Cipher.getInstance("ChaCha20-Poly1305");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK has ChaCha20-Poly1305 since 11", e);
        }
    }

    /** Encrypts the range into {@code target}, which needs room for {@link #TAG_LENGTH} bytes more. */
    void encrypt(byte[] associated, byte[] source, int offset, int length, byte[] target, int at) {
        try {
            start(Cipher.ENCRYPT_MODE, associated);
            cipher.doFinal(source, offset, length, target, at);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("encryption failed", e);
        }
    }

    /** Begins a message without associated data, to be encrypted part by part and ended with {@link #seal}. */
    void begin() {
        try {
            start(Cipher.ENCRYPT_MODE, new byte[0]);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("encryption failed", e);
        }
    }

    /** Encrypts the next part of a message into as many bytes of {@code target}. */
    void append(byte[] source, int offset, int length, byte[] target, int at) {
        try {
            cipher.update(source, offset, length, target, at);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("encryption failed", e);
        }
    }

    /** Ends a message with its tag. */
    void seal(byte[] target, int at) {
        try {
            cipher.doFinal(target, at);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("encryption failed", e);
        }
    }

    /**
     * Decrypts the range, in place.
     *
     * @return length of the plaintext, which begins at {@code offset}
     */
    int decrypt(byte[] associated, byte[] bytes, int offset, int length) throws WireException {
        if (length < TAG_LENGTH) {
            throw new WireException("ciphertext shorter than its tag");
        }
        try {
            start(Cipher.DECRYPT_MODE, associated);
            return cipher.doFinal(bytes, offset, length, bytes, offset);
        } catch (AEADBadTagException e) {
            throw new WireException("message is not from the holder of the key");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("decryption failed", e);
        }
    }

    private void start(int mode, byte[] associated) throws GeneralSecurityException {
        byte[] iv = new byte[NONCE_LENGTH];
        for (int i = 0; i < Long.BYTES; i++) {
            iv[4 + i] = (byte) (nonce >>> (8 * i));
        }
        cipher.init(mode, key, new IvParameterSpec(iv));
        cipher.updateAAD(associated);
        nonce = Math.incrementExact(nonce);
    }
}
