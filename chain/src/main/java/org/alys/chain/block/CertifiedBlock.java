package org.alys.chain.block;

import org.alys.chain.vote.Certificate;

/** A signed block and the certificate that the federation made for it. Holding one says nothing about its validity. */
public record CertifiedBlock(SignedBlock signed, Certificate certificate) {
    public Block block() {
        return signed.block();
    }
}
