package org.alys.evm.state;

import org.alys.evm.store.Batch;
import org.alys.primitives.Bytes32;

/** The state after a block that is not part of the chain yet. Dropping it costs nothing. */
public interface PendingState {
    /** What the block's header commits to. */
    Bytes32 root();

    /** One more than its parent's. */
    long number();

    /**
     * Makes it the state after block {@code blockHash}, in one write; doing it again does nothing.
     *
     * @throws PrunedStateException when the parent's state has gone meanwhile
     * @throws IllegalStateException when that hash stands for another state already
     */
    void commit(Bytes32 blockHash);

    /** The same, with writes of the caller's in the same batch: all or nothing. They must not touch the state's columns. */
    void commit(Bytes32 blockHash, Batch also);
}
