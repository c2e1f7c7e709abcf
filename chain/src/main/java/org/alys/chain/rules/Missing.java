package org.alys.chain.rules;

import org.alys.bitcoin.tx.OutPoint;
import org.alys.primitives.Bytes32;

/** What a block waits for. */
public sealed interface Missing {
    /** A block between it and the last final one, or its state. */
    record Ancestor(Bytes32 root) implements Missing {}

    /** The Bitcoin node has not seen the deposit, or not deep enough. */
    record DepositConfirmations(OutPoint deposit) implements Missing {}

    /** The execution layer is syncing or away. */
    record ExecutionLayer(String status) implements Missing {}
}
