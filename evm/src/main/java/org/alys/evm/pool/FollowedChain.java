package org.alys.evm.pool;

import java.util.Optional;
import java.util.function.Consumer;
import org.alys.evm.block.Block;
import org.alys.evm.block.HeadChange;
import org.alys.evm.payload.Fork;
import org.alys.evm.state.StateView;
import org.alys.primitives.UInt256;

/** What a pool has to know of the chain whose head it follows. May be called from several threads. */
public interface FollowedChain {

    /** EIP-155. */
    UInt256 chainId();

    /** The rules of a block with this timestamp. */
    Fork forkAt(long timestamp);

    /** The head of the canonical chain. */
    Block head();

    /** The state after a block; empty when the block is not known or its state was pruned. */
    Optional<StateView> stateAfter(Block block);

    /**
     * Calls {@code listener} for every change of the head from now on, in order, on a thread of the caller of fork choice;
     * it must not block.
     *
     * @return ends the subscription
     */
    AutoCloseable onHeadChange(Consumer<HeadChange> listener);
}
