package org.alys.node.network;

import java.util.List;
import java.util.Optional;
import org.alys.chain.block.AuxPowHeader;
import org.alys.chain.block.CertifiedBlock;
import org.alys.chain.block.SignedBlock;
import org.alys.chain.vote.Certificate;
import org.alys.chain.vote.Vote;
import org.alys.primitives.Bytes32;

/** What members tell each other. Nothing in it is believed before it is verified. */
public sealed interface PeerMessage {
    /** A block with what justifies its place: its parent's certificate and the skip certificates in between. */
    record Proposal(SignedBlock block, Optional<Certificate> parentCertificate, List<Certificate> skipCertificates)
            implements PeerMessage {}

    record Votes(List<Vote> votes) implements PeerMessage {}

    record Certificates(List<Certificate> certificates) implements PeerMessage {}

    /** Please cast one skip vote over these slots, both ends included. */
    record SkipRequest(long fromSlot, long toSlot) implements PeerMessage {}

    /** A merged-mining proof that no block carries yet. */
    record AuxPowProof(AuxPowHeader header) implements PeerMessage {}

    /** Please send the block with this root and its ancestors above {@code aboveHeight}. */
    record BlocksRequest(Bytes32 root, long aboveHeight) implements PeerMessage {}

    /** Certified blocks, ancestors first, and what makes the last final one final. */
    record Blocks(List<CertifiedBlock> blocks, Optional<Certificate> finality) implements PeerMessage {}
}
