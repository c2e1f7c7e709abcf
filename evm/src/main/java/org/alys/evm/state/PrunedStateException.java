package org.alys.evm.state;

import org.alys.primitives.Bytes32;

/** A view was used for longer than the state of its block is kept. */
public final class PrunedStateException extends RuntimeException {
    public PrunedStateException(Bytes32 blockHash) {
        super("the state after block " + blockHash + " is no longer kept");
    }
}
