package org.alys.node.http;

import java.util.List;
import java.util.Optional;
import org.alys.primitives.Bytes32;

/** What wallets, explorers and operators read. Called from many threads at once; a call may block. */
public interface QueryApi {
    BlockView headBlock();

    /** The block of the node's own chain at {@code height}. */
    Optional<BlockView> blockByHeight(long height);

    /** The block with this root, or whose execution payload has this hash. */
    Optional<BlockView> blockByHash(Bytes32 hash);

    /** The best proof that waits for a block to carry it. */
    Optional<AuxPowView> queuedPow();

    DepositAddress depositAddress();

    SidechainView sidechain();

    /** The root of the genesis block: part of everything that members sign. */
    Bytes32 genesisRoot();

    /** What is known against members, the oldest first. */
    List<EvidenceView> evidence();

    /** Deposits the node knows of, newest first, without the first {@code skip}; at most {@code count}. */
    List<PegInView> pegIns(int count, int skip);

    /** Peg-out requests, newest first, without the first {@code skip}; at most {@code count}. */
    List<PegOutView> pegOuts(int count, int skip);
}
