package org.alys.chain.vote;

import org.alys.chain.bls.BlsSignature;
import org.alys.primitives.ssz.Ssz;
import org.alys.primitives.ssz.SszContainer;
import org.alys.primitives.ssz.SszType;

/**
 * One member's signed ballot.
 *
 * @param member index in the federation, from 0
 */
public record Vote(Ballot ballot, int member, BlsSignature signature) {
    /** Container of ballot, member, signature; 146 bytes. */
    public static final SszType<Vote> SCHEMA = schema();

    private static SszType<Vote> schema() {
        var vote = new SszContainer<Vote>("Vote");
        var ballot = vote.field("ballot", Ballot.SCHEMA, Vote::ballot);
        var member = vote.field("member", Ssz.UINT8, Vote::member);
        var signature = vote.field("signature", BlsSignature.SCHEMA, Vote::signature);
        return vote.build(f -> new Vote(f.get(ballot), f.get(member), f.get(signature)));
    }
}
