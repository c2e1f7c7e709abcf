package org.alys.chain.bls;

import org.alys.primitives.Bytes;
import org.alys.primitives.ssz.Ssz;
import org.alys.primitives.ssz.SszType;

/** A compressed point of G2, 96 bytes. Holding one says nothing about its validity: {@code Bls} verifies. */
public record BlsSignature(Bytes bytes) {
    public static final int SIZE = 96;

    /** A vector of 96 bytes. */
    public static final SszType<BlsSignature> SCHEMA = Ssz.bytes(SIZE).map(BlsSignature::new, BlsSignature::bytes);

    public BlsSignature {
        if (bytes.size() != SIZE) {
            throw new IllegalArgumentException("a BLS signature has 96 bytes, got " + bytes.size());
        }
    }
}
