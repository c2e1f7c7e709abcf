package org.alys.evm.chain;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.alys.evm.block.Block;
import org.alys.evm.block.BlockEnvironment;
import org.alys.evm.block.Receipt;
import org.alys.evm.payload.Fork;
import org.alys.evm.state.StateView;
import org.alys.primitives.Bytes32;
import org.alys.primitives.UInt256;

/** What can be asked of the chain and its state. May be called from several threads; blocks it returns never change. */
public interface ChainReader {

    /** EIP-155. */
    UInt256 chainId();

    /** The rules of a block with this timestamp. */
    Fork forkAt(long timestamp);

    /** The head of the canonical chain. */
    Block head();

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

    /** The receipts of an executed block, in order of its transactions. */
    Optional<List<Receipt>> receipts(Bytes32 blockHash);

    /** Where a transaction of the canonical chain is. */
    Optional<TransactionPlace> findTransaction(Bytes32 transactionHash);

    /** The state after a block; empty when the block is not known or its state was pruned. */
    Optional<StateView> stateAfter(Block block);

    /** What a block on top of {@code parent} with this timestamp would see, other fields as the builder would choose them. */
    BlockEnvironment environmentOn(Block parent, long timestamp);

    /** What the code of {@code block} saw. */
    BlockEnvironment environmentOf(Block block);

    /** A chain on top of a block that is executed and kept nowhere; empty when nothing can be built on the block any more. */
    Optional<ImaginedChain> imagine(Block base);

    /**
     * Calls {@code listener} for every change of the head from now on, in order, on a thread of the caller of fork choice;
     * it must not block.
     *
     * @return ends the subscription
     */
    AutoCloseable onHeadChange(Consumer<HeadChange> listener);

    /**
     * A transaction's place in a block.
     *
     * @param index from 0
     */
    record TransactionPlace(Block block, int index) {}

    /**
     * A move of the head.
     *
     * @param removed blocks that left the canonical chain, newest first
     * @param added blocks that joined it, oldest first
     */
    record HeadChange(List<Block> removed, List<Block> added) {
        public HeadChange {
            removed = List.copyOf(removed);
            added = List.copyOf(added);
        }
    }
}
