package org.alys.node.chain;

import java.util.List;
import java.util.Optional;
import org.alys.actor.Prioritized;
import org.alys.actor.Priority;
import org.alys.actor.Reply;
import org.alys.chain.block.CertifiedBlock;
import org.alys.chain.vote.Certificate;
import org.alys.node.http.AuxPowSubmission;
import org.alys.node.http.CreateAuxBlock;
import org.alys.node.http.SubmitAuxBlock;
import org.alys.node.network.BlockRange;
import org.alys.node.network.PeerAnswer;
import org.alys.node.network.PeerMessage;
import org.alys.node.network.PeerRef;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;

/**
 * What the {@link ChainActor} understands. Consensus overtakes questions: those of people, and the blocks of a sync.
 * A ping overtakes all, since a long mailbox is no stuck actor.
 */
public sealed interface ChainMessage extends Prioritized {
    /** The clock reached the start of a slot. */
    record SlotBegan(long slot) implements ChainMessage {}

    /** The clock reached 75 % of a slot. */
    record SkipDeadline(long slot) implements ChainMessage {}

    record FromPeer(int member, PeerMessage.ForChain message) implements ChainMessage {}

    /** What became of the question for missing blocks that {@code peer} was asked. */
    record BlocksCame(PeerRef peer, PeerAnswer<BlockRange> answer) implements ChainMessage {}

    /** Whether a bridge that had fallen silent says how it is. */
    record BridgeSought(boolean there) implements ChainMessage {}

    record CreateAuxPowTemplate(EvmAddress payTo, Reply<CreateAuxBlock> reply) implements ChainMessage {}

    record SubmitAuxPow(Bytes32 printedHash, Bytes auxPow, Reply<SubmitAuxBlock> reply) implements ChainMessage {}

    record GetRecentSubmissions(Reply<List<AuxPowSubmission>> reply) implements ChainMessage {}

    /** What is known against members, the oldest first. */
    record GetEvidence(Reply<List<SeenEvidence>> reply) implements ChainMessage {}

    record GetChainStatus(Reply<ChainStatus> reply) implements ChainMessage {}

    record GetPosition(Reply<ChainPosition> reply) implements ChainMessage {}

    /**
     * Blocks from a sync, consecutive and each the parent of the next, with certificates that make some of them final; every
     * signature is checked. Answered with the position when all was done that can be done now.
     */
    record ImportBlocks(List<CertifiedBlock> blocks, List<Certificate> finality, Reply<ChainPosition> reply)
            implements ChainMessage {}

    /** A block above the final one, or the final one. */
    record FindRecentBlock(Bytes32 rootOrPayloadHash, Reply<Optional<RecentBlock>> reply) implements ChainMessage {}

    /** The block of the chain of the head at this height, if it is not below the final one. */
    record FindRecentBlockAt(long height, Reply<Optional<RecentBlock>> reply) implements ChainMessage {}

    /** Are you there? Answered with true. */
    record Ping(Reply<Boolean> reply) implements ChainMessage {}

    @Override
    default Priority priority() {
        return switch (this) {
            case Ping _ -> Priority.CRITICAL;
            case SlotBegan _,
                    SkipDeadline _,
                    FromPeer _,
                    BlocksCame _,
                    BridgeSought _,
                    CreateAuxPowTemplate _,
                    SubmitAuxPow _ -> Priority.NORMAL;
            case GetRecentSubmissions _,
                    GetEvidence _,
                    GetChainStatus _,
                    GetPosition _,
                    ImportBlocks _,
                    FindRecentBlock _,
                    FindRecentBlockAt _ -> Priority.BACKGROUND;
        };
    }
}
