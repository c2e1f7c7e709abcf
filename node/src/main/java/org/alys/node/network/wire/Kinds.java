package org.alys.node.network.wire;

import java.util.List;
import org.alys.bitcoin.auxpow.AuxPow;
import org.alys.chain.block.AuxPowHeader;
import org.alys.chain.block.Block;
import org.alys.chain.block.BlockSchema;
import org.alys.chain.block.CertifiedBlock;
import org.alys.chain.block.SignedBlock;
import org.alys.chain.vote.Certificate;
import org.alys.chain.vote.Vote;
import org.alys.evm.payload.Fork;
import org.alys.evm.pool.PoolLimits;
import org.alys.node.network.PeerMessage;
import org.alys.primitives.ssz.Ssz;
import org.alys.primitives.ssz.SszContainer;
import org.alys.primitives.ssz.SszType;

/** All kinds of messages of a network whose payloads are of one fork. */
final class Kinds {
    static final int MAX_VOTES = 1024;
    static final int MAX_CERTIFICATES = 1024;
    static final int MAX_TRANSACTIONS = 256;

    /** A block and the most certificates. */
    static final int MAX_BYTES = Block.MAX_BYTES + (256 << 10);

    private static final int SMALL = 64;
    private static final int LISTS = 160 << 10;
    private static final int TRANSACTIONS_BYTES = 256 << 10;

    private static final SszType<List<Certificate>> CERTIFICATES = Ssz.list(Certificate.SCHEMA, MAX_CERTIFICATES);

    private Kinds() {}

    static List<Kind<?>> of(Fork fork) {
        BlockSchema blocks = BlockSchema.of(fork);
        return List.of(
                new Kind<>(1, PeerMessage.Proposal.class, proposal(blocks), MAX_BYTES),
                new Kind<>(
                        2,
                        PeerMessage.Votes.class,
                        Ssz.list(Vote.SCHEMA, MAX_VOTES).map(PeerMessage.Votes::new, PeerMessage.Votes::votes),
                        LISTS),
                new Kind<>(
                        3,
                        PeerMessage.Certificates.class,
                        CERTIFICATES.map(PeerMessage.Certificates::new, PeerMessage.Certificates::certificates),
                        LISTS),
                new Kind<>(4, PeerMessage.SkipRequest.class, skipRequest(), SMALL),
                new Kind<>(
                        5,
                        PeerMessage.AuxPowProof.class,
                        AuxPowHeader.SCHEMA.map(PeerMessage.AuxPowProof::new, PeerMessage.AuxPowProof::header),
                        AuxPow.MAX_SIZE + 256),
                // 6 and 7 were messages of an earlier release.
                new Kind<>(
                        8,
                        PeerMessage.Transactions.class,
                        Ssz.list(Ssz.byteList(PoolLimits.MAX_TRANSACTION_BYTES), MAX_TRANSACTIONS)
                                .map(PeerMessage.Transactions::new, PeerMessage.Transactions::encoded),
                        TRANSACTIONS_BYTES));
    }

    private static SszType<PeerMessage.Proposal> proposal(BlockSchema blocks) {
        var proposal = new SszContainer<PeerMessage.Proposal>("Proposal");
        var block = proposal.field("block", bounded(blocks), PeerMessage.Proposal::block);
        var parent = proposal.field(
                "parentCertificate", Ssz.optional(Certificate.SCHEMA), PeerMessage.Proposal::parentCertificate);
        var skips = proposal.field("skipCertificates", CERTIFICATES, PeerMessage.Proposal::skipCertificates);
        return proposal.build(f -> new PeerMessage.Proposal(f.get(block), f.get(parent), f.get(skips)));
    }

    /** Refuses a block that could not be certified, because its certificate would not fit. */
    private static SszType<SignedBlock> bounded(BlockSchema blocks) {
        return blocks.signed()
                .map(
                        signed -> {
                            int size = blocks.block().size(signed.block()) + CertifiedBlock.ENVELOPE_BYTES;
                            if (size > Block.MAX_BYTES) {
                                throw new IllegalArgumentException("a block of " + size + " bytes with its envelope");
                            }
                            return signed;
                        },
                        signed -> signed);
    }

    private static SszType<PeerMessage.SkipRequest> skipRequest() {
        var request = new SszContainer<PeerMessage.SkipRequest>("SkipRequest");
        var from = request.field("fromSlot", Ssz.UINT64, PeerMessage.SkipRequest::fromSlot);
        var to = request.field("toSlot", Ssz.UINT64, PeerMessage.SkipRequest::toSlot);
        return request.build(f -> {
            if (f.get(from) < 0 || f.get(to) < f.get(from)) {
                throw new IllegalArgumentException("slots " + f.get(from) + " to " + f.get(to));
            }
            return new PeerMessage.SkipRequest(f.get(from), f.get(to));
        });
    }
}
