package org.alys.chain.money;

import org.alys.primitives.Wei;

/** What the withdrawals of one block are for. */
public record Minted(Wei fees, Wei refunds, Wei pegIns) {
    public static final Minted NOTHING = new Minted(Wei.ZERO, Wei.ZERO, Wei.ZERO);
}
