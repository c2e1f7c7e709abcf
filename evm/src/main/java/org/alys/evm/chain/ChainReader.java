package org.alys.evm.chain;

import java.util.List;
import java.util.Optional;
import org.alys.evm.block.Block;
import org.alys.evm.block.BlockEnvironment;
import org.alys.evm.block.Receipt;
import org.alys.evm.pool.FollowedChain;
import org.alys.primitives.Bytes32;

/**
 * What can be asked of the chain and its state. May be called from several threads; blocks it returns never change. Whoever asks for a
 * block that is pruned gets a {@link PrunedHistoryException}.
 */
public interface ChainReader extends FollowedChain {

    /** The rules of the chain. */
    ChainParameters parameters();

    /** The block that the fork choice names safe; empty when it never named one. */
    Optional<Block> safe();

    /** The block that the fork choice names finalized; empty when it never named one. */
    Optional<Block> finalized();

    /** A block of the canonical chain. */
    Optional<Block> blockAt(long number);

    /** An executed block of any branch. */
    Optional<Block> blockByHash(Bytes32 hash);

    /** Whether the block is on the canonical chain. */
    boolean isCanonical(Block block);

    /** The receipts of an executed block, in order of its transactions; empty when it is pruned. */
    Optional<List<Receipt>> receipts(Bytes32 blockHash);

    /** Where a transaction of the canonical chain is; empty when its block is pruned. */
    Optional<TransactionPlace> findTransaction(Bytes32 transactionHash);

    /** What a block on top of {@code parent} with this timestamp would see, other fields as the builder would choose them. */
    BlockEnvironment environmentOn(Block parent, long timestamp);

    /** What the code of {@code block} saw. */
    BlockEnvironment environmentOf(Block block);

    /** A chain on top of a block that is executed and kept nowhere; empty when nothing can be built on the block any more. */
    Optional<ImaginedChain> imagine(Block base);

    /**
     * A transaction's place in a block.
     *
     * @param index from 0
     */
    record TransactionPlace(Block block, int index) {}
}
