package org.alys.chain.vote;

import org.alys.chain.bls.BlsSignature;
import org.alys.primitives.ssz.SszContainer;
import org.alys.primitives.ssz.SszType;

/** The votes of {@code signers} for one ballot, their signatures added up. Holding one says nothing about its validity. */
public record Certificate(Ballot ballot, MemberSet signers, BlsSignature aggregate) {
    /** Encoded bytes. */
    public static final int SIZE = 147;

    /** Container of ballot, signers, aggregate; 147 bytes. */
    public static final SszType<Certificate> SCHEMA = schema();

    private static SszType<Certificate> schema() {
        var certificate = new SszContainer<Certificate>("Certificate");
        var ballot = certificate.field("ballot", Ballot.SCHEMA, Certificate::ballot);
        var signers = certificate.field("signers", MemberSet.SCHEMA, Certificate::signers);
        var aggregate = certificate.field("aggregate", BlsSignature.SCHEMA, Certificate::aggregate);
        return certificate.build(f -> new Certificate(f.get(ballot), f.get(signers), f.get(aggregate)));
    }
}
