package org.alys.bitcoin.regtest.mempool;

import org.alys.primitives.Sats;

/** Satoshis for a thousand virtual bytes. */
public record FeeRate(long satPerKvb) {
    /** The least that is relayed, and the least that a replacement adds for itself. */
    public static final FeeRate MINIMUM = new FeeRate(1_000);

    public FeeRate {
        if (satPerKvb < 0) {
            throw new IllegalArgumentException("negative fee rate " + satPerKvb);
        }
    }

    /** What {@code fee} is for {@code virtualSize} bytes, rounded down. */
    public static FeeRate of(Sats fee, int virtualSize) {
        return new FeeRate(Math.multiplyExact(fee.value(), 1_000L) / virtualSize);
    }

    /** The fee of {@code virtualSize} bytes, rounded up. */
    public Sats feeFor(int virtualSize) {
        return new Sats(Math.ceilDiv(Math.multiplyExact(satPerKvb, (long) virtualSize), 1_000L));
    }

    /** Bitcoin Core's notation: BTC per thousand bytes. */
    @Override
    public String toString() {
        return new Sats(satPerKvb).toBtc().toPlainString() + " BTC/kvB";
    }
}
