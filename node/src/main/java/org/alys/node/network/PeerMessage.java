package org.alys.node.network;

import java.util.List;
import java.util.Optional;
import org.alys.chain.block.AuxPowHeader;
import org.alys.chain.block.SignedBlock;
import org.alys.chain.vote.Certificate;
import org.alys.chain.vote.Vote;
import org.alys.primitives.Bytes;

/** What members tell each other. Nothing in it is believed before it is verified. */
public sealed interface PeerMessage {
    /** What the chain itself works with. */
    sealed interface ForChain extends PeerMessage {}

    /** A block with what justifies its place: its parent's certificate and the skip certificates in between. */
    record Proposal(SignedBlock block, Optional<Certificate> parentCertificate, List<Certificate> skipCertificates)
            implements ForChain {}

    record Votes(List<Vote> votes) implements ForChain {}

    record Certificates(List<Certificate> certificates) implements ForChain {}

    /** Please cast one skip vote over these slots, both ends included. */
    record SkipRequest(long fromSlot, long toSlot) implements ForChain {}

    /** A merged-mining proof that no block carries yet. */
    record AuxPowProof(AuxPowHeader header) implements ForChain {}

    /**
     * Transactions for the pool of the embedded execution layer.
     *
     * @param encoded each in its EIP-2718 encoding
     */
    record Transactions(List<Bytes> encoded) implements PeerMessage {}
}
