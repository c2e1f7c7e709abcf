package org.alys.evm.pool;

import java.util.Optional;
import org.alys.evm.transaction.SignedTransaction;
import org.alys.primitives.Bytes32;

/** What became of a transaction that was handed in. */
public sealed interface Submission {
    /**
     * The pool has it.
     *
     * @param pending whether it can run in the next block; otherwise something before it is missing
     * @param replaced the transaction with the same nonce that it took the place of
     */
    record Accepted(SignedTransaction transaction, boolean pending, Optional<Bytes32> replaced) implements Submission {}

    /** The pool does not take it. */
    record Refused(Rejection reason) implements Submission {}
}
