package org.alys.chain.signing;

import org.alys.chain.vote.Ballot;

/** What came of checking a vote, a certificate or a proposal. */
public sealed interface SignatureCheck {
    record Valid() implements SignatureCheck {}

    /** The federation has no member of that index. */
    record UnknownMember(int member, int members) implements SignatureCheck {}

    /** Fewer signers than a certificate needs. */
    record BelowThreshold(int signers, int threshold) implements SignatureCheck {}

    /** The certificate that comes with a block is for something else. */
    record WrongBallot(Ballot expected, Ballot actual) implements SignatureCheck {}

    /** Another member's turn: a proposal is signed by the proposer of its slot. */
    record WrongProposer(int expected, int actual) implements SignatureCheck {}

    /** The signature is malformed, or not one of this message by these members. */
    record BadSignature() implements SignatureCheck {}

    default boolean isValid() {
        return this instanceof Valid;
    }
}
