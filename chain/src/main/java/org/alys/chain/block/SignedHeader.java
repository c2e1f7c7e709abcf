package org.alys.chain.block;

import org.alys.chain.bls.BlsSignature;
import org.alys.primitives.ssz.SszContainer;
import org.alys.primitives.ssz.SszType;

/** A block's header with the signature of the block: what shows that it was proposed. */
public record SignedHeader(BlockHeader header, BlsSignature signature) {
    /** Container of header, signature. */
    public static final SszType<SignedHeader> SCHEMA = schema();

    public static SignedHeader of(SignedBlock signed) {
        return new SignedHeader(BlockHeader.of(signed.block()), signed.signature());
    }

    private static SszType<SignedHeader> schema() {
        var signed = new SszContainer<SignedHeader>("SignedHeader");
        var header = signed.field("header", BlockHeader.SCHEMA, SignedHeader::header);
        var signature = signed.field("signature", BlsSignature.SCHEMA, SignedHeader::signature);
        return signed.build(f -> new SignedHeader(f.get(header), f.get(signature)));
    }
}
