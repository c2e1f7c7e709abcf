package org.alys.bitcoin.regtest.consensus;

/**
 * Why a transaction, header or block was refused.
 *
 * @param reason Bitcoin Core's short reason, such as {@code bad-txnmrklroot}
 * @param detail what more there is to say; may be empty
 */
public record Rejection(String reason, String detail) {
    public Rejection(String reason) {
        this(reason, "");
    }

    /** Reason and detail as Bitcoin Core joins them. */
    public String describe() {
        return detail.isEmpty() ? reason : reason + ", " + detail;
    }
}
