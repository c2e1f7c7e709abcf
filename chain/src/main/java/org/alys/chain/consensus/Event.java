package org.alys.chain.consensus;

import org.alys.chain.vote.Certificate;
import org.alys.chain.vote.Vote;

/**
 * What the machine is told. The shell has verified every signature, and that a
 * certificate's signers satisfy {@link Quorum#certifies}; it may
 * tell things late, twice and in any order.
 */
public sealed interface Event {
    /** The clock has reached the start of {@code slot}. Slots may be left out, after a pause, and never come again. */
    record SlotBegan(long slot) implements Event {}

    /** The clock has reached 75 % of {@code slot}. */
    record SkipDeadline(long slot) implements Event {}

    /**
     * A block was judged {@link Verdict.Accept}, its contents and payload are valid, and it is <em>stored</em>: a vote for it
     * promises that it can be had from this node, also after a crash.
     */
    record CandidateAccepted(Candidate candidate) implements Event {}

    /**
     * A block was rejected as {@link Verdict.Fault.ForkBelowFinal}; its proposer's signature is good. If a certificate names it,
     * safety is violated.
     */
    record ForkSeen(Candidate candidate) implements Event {}

    /** A member's vote, this node's own included. */
    record VoteReceived(Vote vote) implements Event {}

    /** A certificate, whether received or made from {@link Effect.Formed}. */
    record CertificateReceived(Certificate certificate) implements Event {}

    /** Member {@code by} asks for one skip vote over {@code fromSlot} to {@code toSlot}, both included. */
    record SkipRequested(long fromSlot, long toSlot, int by) implements Event {
        public SkipRequested {
            if (fromSlot < 0 || fromSlot > toSlot) {
                throw new IllegalArgumentException("impossible range " + fromSlot + ".." + toSlot);
            }
        }
    }
}
