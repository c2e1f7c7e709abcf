package org.alys.chain.consensus;

import java.util.List;
import org.alys.primitives.Bytes32;

/** What to do with a proposal, before its contents are looked at. */
public sealed interface Verdict {
    /** Validate the contents. */
    record Accept() implements Verdict {}

    /** Drop it; nobody is to blame. */
    record Ignore(Irrelevance why) implements Verdict {}

    /** Drop it; the sender should have known. */
    record Reject(Fault fault) implements Verdict {}

    /** Judge it again when these have come. */
    record Defer(List<Need> needs) implements Verdict {}

    /** Why a proposal is of no use. */
    enum Irrelevance {
        /** It is accepted already. */
        KNOWN,
        /** Its slot is not above the final block's. */
        BELOW_FINAL,
        /** Its slot is long past and no certificate names it. */
        TOO_OLD,
        /** Its proposer has sent several for this slot already, and no certificate names this one. */
        TOO_MANY_IN_SLOT,
        /** Safety is violated, and this node takes part in nothing. */
        HALTED
    }

    /** What is wrong with a proposal. */
    sealed interface Fault {
        record WrongProposer(int expected, int actual) implements Fault {}

        record FutureSlot(long slot, long nowSlot) implements Fault {}

        record SlotNotAboveParent(long slot, long parentSlot) implements Fault {}

        /** The parent is an ancestor of the final block. Tell it as {@link Event.ForkSeen}. */
        record ForkBelowFinal(Bytes32 parentRoot, Candidate finalBlock) implements Fault {}
    }

    /** What is not here yet. */
    sealed interface Need {
        /** The block with this root, accepted. */
        record Block(Bytes32 root) implements Need {}

        /** A certificate of this block, which is here. */
        record BlockCertificate(Candidate block) implements Need {}

        /** Skip certificates; these slots, both included, are the first and the last that none covers. */
        record SkipCertificates(long fromSlot, long toSlot) implements Need {}
    }
}
