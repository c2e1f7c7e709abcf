package org.alys.primitives;

import java.math.BigDecimal;

/**
 * An amount of bitcoin in satoshis (10^-8 BTC), from 0 to 21 million BTC. Arithmetic that leaves the range throws: money
 * is never wrapped around.
 */
public record Sats(long value) implements Comparable<Sats> {
    public static final long PER_BTC = 100_000_000L;
    public static final Sats ZERO = new Sats(0);
    public static final Sats MAX_MONEY = new Sats(21_000_000L * PER_BTC);

    public Sats {
        if (value < 0 || value > 21_000_000L * PER_BTC) {
            throw new IllegalArgumentException("satoshis out of range 0 to 21 million BTC: " + value);
        }
    }

    /** Bitcoin's decimal notation; at most 8 decimals. */
    public static Sats ofBtc(BigDecimal btc) {
        return new Sats(btc.movePointRight(8).longValueExact());
    }

    public BigDecimal toBtc() {
        return BigDecimal.valueOf(value, 8);
    }

    /** 1 satoshi is 10^10 wei on the sidechain. */
    public Wei toWei() {
        return Wei.ofGwei(toGwei());
    }

    /** 1 satoshi is 10 gwei on the sidechain. */
    public long toGwei() {
        return Math.multiplyExact(value, 10L);
    }

    public Sats plus(Sats other) {
        return new Sats(Math.addExact(value, other.value));
    }

    public Sats minus(Sats other) {
        return new Sats(Math.subtractExact(value, other.value));
    }

    @Override
    public int compareTo(Sats other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return toBtc().toPlainString() + " BTC";
    }
}
