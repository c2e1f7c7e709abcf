package org.alys.chain.bls;

import org.alys.primitives.Bytes;

/** A compressed point of G2, 96 bytes. Holding one says nothing about its validity: {@code Bls} verifies. */
public record BlsSignature(Bytes bytes) {
    public static final int SIZE = 96;

    public BlsSignature {
        if (bytes.size() != SIZE) {
            throw new IllegalArgumentException("a BLS signature has 96 bytes, got " + bytes.size());
        }
    }
}
