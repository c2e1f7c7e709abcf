package org.alys.bitcoin.taproot;

import org.alys.primitives.Bytes;

/**
 * A signature after BIP 340. Whether it is one that some key made is seen only by verifying it.
 *
 * @param bytes exactly 64
 */
public record SchnorrSignature(Bytes bytes) {
    /** Encoded size in bytes. */
    public static final int SIZE = 64;

    public SchnorrSignature {
        if (bytes.size() != SIZE) {
            throw new IllegalArgumentException("a Schnorr signature has 64 bytes, got " + bytes.size());
        }
    }
}
