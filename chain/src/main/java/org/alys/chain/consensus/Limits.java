package org.alys.chain.consensus;

/** The bounds on what the machine remembers, says and asks. Slots are counted back from the current one. */
final class Limits {
    private Limits() {}

    /** Clocks differ by less than a slot: what concerns a later slot than the next one is noise. */
    static final int SLOTS_AHEAD = 1;

    /** Votes for blocks of older slots are not counted any more; certificates always are. */
    static final int VOTE_WINDOW = 64;

    /** Blocks of older slots are finalised by their descendants, not by votes of their own. */
    static final int FINALIZE_WINDOW = 8;

    /** Own votes of older slots are not sent again: one skip vote over the gap replaces them. */
    static final int RESEND_WINDOW = 8;

    /** An honest proposer has one; more are kept to show that this one is not honest. */
    static final int CANDIDATES_PER_SLOT = 4;

    /** The skip votes remembered of one member, the newest. */
    static final int SKIP_VOTES_PER_MEMBER = 64;

    static final int SKIP_CERTIFICATES = 1024;

    /** More certificates than this do not travel with a proposal or an answer. */
    static final int JUSTIFICATION = 16;

    /** From so many certificates on, one over the whole gap is asked for. */
    static final int FRAGMENTED = 8;

    static final int ASKS_PER_SLOT = 3;

    /** Answers to one member in one slot. */
    static final int ANSWERS_PER_SLOT = 3;

    /** Final blocks and their certificates that are remembered to notice a certificate that contradicts them. */
    static final int HISTORY = 64;
}
