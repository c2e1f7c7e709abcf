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
 * @param blocks the accepted blocks above it, certified or not, ancestors first
 * @param certificates all those that reach above the final block, of whatever kind
 * @param ownBallots all that this member signed for slots above the final block, oldest first
 * @param lastProposedSlot the last slot for which this member signed a proposal
 */
public record Restored(
        Candidate finalBlock,
        List<Certificate> finalCertificates,
        List<Candidate> blocks,
        List<Certificate> certificates,
        List<Ballot> ownBallots,
        OptionalLong lastProposedSlot) {
    public Restored {
        finalCertificates = List.copyOf(finalCertificates);
        blocks = List.copyOf(blocks);
        certificates = List.copyOf(certificates);
        ownBallots = List.copyOf(ownBallots);
    }

    /** A node that has nothing but the first block. */
    public static Restored genesis(Candidate genesis) {
        return new Restored(genesis, List.of(), List.of(), List.of(), List.of(), OptionalLong.empty());
    }
}
