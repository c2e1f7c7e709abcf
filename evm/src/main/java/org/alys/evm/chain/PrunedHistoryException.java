package org.alys.evm.chain;

import org.alys.primitives.Bytes32;

/** A block was executed here, but its body and receipts are kept no longer. */
public final class PrunedHistoryException extends RuntimeException {
    PrunedHistoryException(long number, Bytes32 hash) {
        super("block " + number + " " + hash + " is pruned", null, false, false);
    }
}
