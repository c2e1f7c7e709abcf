package org.alys.bridge;

/** What a node's own view of Bitcoin says of a {@link PegInClaim}. */
public sealed interface ClaimVerdict {
    /** It is there, deep enough, and not minted. */
    record Valid() implements ClaimVerdict {}

    /** It is wrong and will stay so. */
    record Invalid(String reason) implements ClaimVerdict {}

    /** It may become valid: the block is not seen, not deep enough, or Bitcoin changed its mind. */
    record Unknown(String reason) implements ClaimVerdict {}
}
