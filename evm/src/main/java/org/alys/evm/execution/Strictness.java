package org.alys.evm.execution;

import org.alys.evm.transaction.Transaction;

/** How much is checked of a transaction before it is executed. */
public enum Strictness {
    /** All that a block must keep. */
    BLOCK,
    /** All but who sends: contracts may too, as nobody signed. */
    UNSIGNED,
    /** As {@link #UNSIGNED}, with any nonce, and at no cost for a transaction that names no fee. */
    FREE;

    boolean checksSender() {
        return this == BLOCK;
    }

    boolean checksNonce() {
        return this != FREE;
    }

    /** Whether the base fee of the block does not concern the transaction. */
    boolean isFree(Transaction transaction) {
        return this == FREE
                && transaction.maxFeePerGas().isZero()
                && transaction.maxPriorityFeePerGas().isZero();
    }
}
