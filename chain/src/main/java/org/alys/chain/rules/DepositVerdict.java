package org.alys.chain.rules;

/** What the node's view of Bitcoin says of a deposit that a block mints. */
public sealed interface DepositVerdict {
    /** The proof, the amount and the recipient are right, and it is deep enough. */
    record Confirmed() implements DepositVerdict {}

    /** It may become right: not seen yet, or not deep enough. */
    record Waiting() implements DepositVerdict {}

    /** The proof or what the block says of it is wrong. */
    record Invalid(String reason) implements DepositVerdict {}
}
