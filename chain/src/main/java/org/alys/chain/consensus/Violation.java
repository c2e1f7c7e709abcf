package org.alys.chain.consensus;

import org.alys.chain.vote.Certificate;

/** Proof that more members lie than the threshold tolerates. */
public sealed interface Violation {
    /** Two certificates that no two honest-majority quorums can both sign. */
    record ConflictingCertificates(Certificate first, Certificate second) implements Violation {}

    /** A certified block above a final block that does not descend from it. */
    record ForkOfFinalBlock(Candidate finalBlock, Candidate fork, Certificate forkCertificate) implements Violation {}

    /**
     * A certificate, for a slot not above the final block, that its ancestors rule out: finality of a block that is none of
     * them, or any certificate of another block in the slot of one of them.
     */
    record ExcludedByFinalBlocks(Candidate finalBlock, Certificate certificate) implements Violation {}
}
