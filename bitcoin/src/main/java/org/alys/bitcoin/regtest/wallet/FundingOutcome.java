package org.alys.bitcoin.regtest.wallet;

import org.alys.bitcoin.tx.OutPoint;
import org.alys.bitcoin.tx.Transaction;
import org.alys.primitives.Sats;

/** What came of choosing coins for a payment. */
public sealed interface FundingOutcome {
    /**
     * A transaction that pays, still unsigned.
     *
     * @param changePosition -1 when nothing comes back
     */
    record Funded(Transaction transaction, Sats fee, int changePosition) implements FundingOutcome {}

    /** The coins do not suffice. */
    record Insufficient() implements FundingOutcome {}

    /** An output that shall bear the fee is too small for that. */
    record TooSmallForFee() implements FundingOutcome {}

    /** Nobody knows what the given input is worth. */
    record UnknownInput(OutPoint outPoint) implements FundingOutcome {}
}
