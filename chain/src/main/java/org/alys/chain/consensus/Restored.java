package org.alys.chain.consensus;

import java.util.List;
import java.util.OptionalLong;
import org.alys.chain.vote.Ballot;
import org.alys.chain.vote.Certificate;

/**
 * What a node knows when it starts.
 *
 * @param finalBlock the federation-final head, or genesis
 * @param finalCertificates its notarize and finalize certificates as far as they are stored; empty for genesis
 * @param tail certified blocks above it, ancestors first
 * @param skipCertificates those that reach above the final block
 * @param ownBallots all that this member signed for slots above the final block, oldest first
 * @param lastProposedSlot the last slot for which this member signed a proposal
 */
public record Restored(
        Candidate finalBlock,
        List<Certificate> finalCertificates,
        List<CertifiedCandidate> tail,
        List<Certificate> skipCertificates,
        List<Ballot> ownBallots,
        OptionalLong lastProposedSlot) {
    public Restored {
        finalCertificates = List.copyOf(finalCertificates);
        tail = List.copyOf(tail);
        skipCertificates = List.copyOf(skipCertificates);
        ownBallots = List.copyOf(ownBallots);
    }

    /** A node that has nothing but the first block. */
    public static Restored genesis(Candidate genesis) {
        return new Restored(genesis, List.of(), List.of(), List.of(), List.of(), OptionalLong.empty());
    }

    /** A block and its notarize certificate. */
    public record CertifiedCandidate(Candidate block, Certificate certificate) {}
}
