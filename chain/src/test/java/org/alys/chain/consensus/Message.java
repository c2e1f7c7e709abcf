package org.alys.chain.consensus;

import java.util.List;
import org.alys.chain.vote.Certificate;
import org.alys.chain.vote.Vote;
import org.alys.primitives.Bytes32;

/** What simulated nodes send each other. */
sealed interface Message {
    record Proposal(Candidate block, List<Certificate> justification) implements Message {}

    record OneVote(Vote vote) implements Message {}

    record OneCertificate(Certificate certificate) implements Message {}

    record Ask(long fromSlot, long toSlot, int by) implements Message {}

    record Want(Bytes32 root, int by) implements Message {}

    /** Blocks in ascending order, each with the certificates held for it. */
    record Blocks(List<Proposal> chain) implements Message {}
}
