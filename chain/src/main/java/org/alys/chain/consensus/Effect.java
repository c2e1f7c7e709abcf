package org.alys.chain.consensus;

import java.util.List;
import java.util.Optional;
import org.alys.chain.vote.Ballot;
import org.alys.chain.vote.Certificate;
import org.alys.chain.vote.Vote;
import org.alys.primitives.Bytes32;

/** What the shell must do, in the order in which the effects are listed. */
public sealed interface Effect {
    /**
     * Build, sign and broadcast a block, then tell it as {@link Event.CandidateAccepted}. At most once per slot. The proposal
     * travels with its justification; {@code parentCertificate} is absent when the parent is genesis.
     */
    record Propose(
            long slot, Candidate parent, Optional<Certificate> parentCertificate, List<Certificate> skipCertificates)
            implements Effect {}

    /**
     * Write the ballot to the slashing-protection store, sign it, broadcast the vote and tell it as {@link
     * Event.VoteReceived}. Everything listed before it must be durable by then.
     */
    record Cast(Ballot ballot) implements Effect {}

    /** A threshold of equal votes: aggregate, broadcast, and tell the certificate before any other event. */
    record Formed(Ballot ballot, List<Vote> votes) implements Effect {}

    /** Certificate and block are both held: store the certificate with the block. */
    record Certified(Candidate block, Certificate certificate) implements Effect {}

    /** A skip certificate is held: store it until a later block is final. */
    record Skipped(Certificate certificate) implements Effect {}

    /**
     * {@code blocks}, oldest first, are federation-final; the last is the one that {@code certificate} names. They are certified
     * too, whether or not {@link Certified} was said of each.
     */
    record Finalised(Certificate certificate, List<Candidate> blocks) implements Effect {
        public Candidate head() {
            return blocks.getLast();
        }
    }

    /** Ask every member for one skip vote over the range, both ends included. */
    record AskSkip(long fromSlot, long toSlot) implements Effect {}

    /** Broadcast certificates that somebody seems not to have. */
    record Share(List<Certificate> certificates) implements Effect {}

    /** Broadcast again: own votes of unfinished slots, signed before, and certificates. */
    record Resend(List<Ballot> ballots, List<Certificate> certificates) implements Effect {}

    /** Fetch a block: {@code certificate} names it, or, without one, an accepted block has it as parent. */
    record Missing(Bytes32 root, Optional<Certificate> certificate) implements Effect {}

    /** One member signed two votes of which an honest one signs at most one. Keep both, pass both on. */
    record Evidence(Vote first, Vote second) implements Effect {}

    /** One member proposed two blocks in one slot. Pass both on. */
    record ProposerEquivocated(Candidate first, Candidate second) implements Effect {}

    /** The chain has forked below finality. Nothing is signed any more; raise the highest alert. */
    record SafetyViolated(Violation violation) implements Effect {}
}
