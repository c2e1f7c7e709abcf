package org.alys.bridge.pegin;

/** What to think of a deposit that another member's block claims to mint. */
public sealed interface PegInVerdict {
    record Accept() implements PegInVerdict {}

    /** The block is invalid, now and for ever. */
    record Reject(Fault fault, String detail) implements PegInVerdict {}

    /** Our Bitcoin node does not show enough yet: judge again when it has more. */
    record Defer(Missing missing, String detail) implements PegInVerdict {}

    /** What is wrong with a claim. */
    enum Fault {
        ALREADY_MINTED,
        NO_SUCH_DEPOSIT,
        UNMINTABLE,
        WRONG_AMOUNT,
        WRONG_RECIPIENT,
        WRONG_PROOF,
        MALFORMED_TRANSACTION
    }

    /** What is not there yet. */
    enum Missing {
        BITCOIN_BLOCK,
        CONFIRMATIONS
    }
}
