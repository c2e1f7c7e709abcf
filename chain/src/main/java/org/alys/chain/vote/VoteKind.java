package org.alys.chain.vote;

/** The three kinds of vote of the Simplex protocol (Chan and Pass, 2023). */
public enum VoteKind {
    /** For a proposed block; a threshold of them certifies it. */
    NOTARIZE,
    /** For a certified block, by a member that never voted to skip its slot; a threshold makes it federation-final. */
    FINALIZE,
    /** For slots that end without a block. */
    SKIP
}
