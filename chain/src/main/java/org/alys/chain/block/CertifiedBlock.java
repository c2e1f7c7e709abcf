package org.alys.chain.block;

import org.alys.chain.bls.BlsSignature;
import org.alys.chain.vote.Certificate;

/** A signed block and the certificate that the federation made for it. Holding one says nothing about its validity. */
public record CertifiedBlock(SignedBlock signed, Certificate certificate) {
    /** What signature, certificate and the two offsets in front of them add to the block's own encoding. */
    public static final int ENVELOPE_BYTES = 2 * 4 + BlsSignature.SIZE + Certificate.SIZE;

    public Block block() {
        return signed.block();
    }
}
