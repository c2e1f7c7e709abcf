package org.alys.primitives;

import java.math.BigInteger;
import java.util.Optional;

/** An amount in wei, the EVM's smallest unit, from 0 to 2^256 - 1. 10^10 wei are one satoshi. Results out of range throw. */
public record Wei(BigInteger value) implements Comparable<Wei> {
    public static final Wei ZERO = new Wei(BigInteger.ZERO);
    private static final BigInteger PER_GWEI = BigInteger.valueOf(1_000_000_000L);
    private static final BigInteger PER_SAT = BigInteger.valueOf(10_000_000_000L);

    public Wei {
        if (value.signum() < 0 || value.bitLength() > 256) {
            throw new IllegalArgumentException("wei out of range 0 to 2^256 - 1: " + value);
        }
    }

    public static Wei of(long wei) {
        return new Wei(BigInteger.valueOf(wei));
    }

    public static Wei ofGwei(long gwei) {
        return new Wei(BigInteger.valueOf(gwei).multiply(PER_GWEI));
    }

    /** The number that {@code 0x} hex digits (Ethereum's JSON quantity) name. */
    public static Wei fromHex(String quantity) {
        return new Wei(new BigInteger(quantity.startsWith("0x") ? quantity.substring(2) : quantity, 16));
    }

    public Wei plus(Wei other) {
        return new Wei(value.add(other.value));
    }

    public Wei minus(Wei other) {
        return new Wei(value.subtract(other.value));
    }

    public Wei times(long factor) {
        return new Wei(value.multiply(BigInteger.valueOf(factor)));
    }

    /** Rounded down. */
    public Wei dividedBy(long divisor) {
        return new Wei(value.divide(BigInteger.valueOf(divisor)));
    }

    /** Whole gwei, rounded down. Throws when it does not fit in a long. */
    public long toGwei() {
        return value.divide(PER_GWEI).longValueExact();
    }

    /** Whole satoshis, rounded down; empty beyond all bitcoin there will ever be. */
    public Optional<Sats> toSats() {
        BigInteger sats = value.divide(PER_SAT);
        return sats.bitLength() > 62 || sats.longValue() > Sats.MAX_MONEY.value()
                ? Optional.empty()
                : Optional.of(new Sats(sats.longValue()));
    }

    public boolean isWholeSats() {
        return value.mod(PER_SAT).signum() == 0;
    }

    /** {@code 0x} and hex digits without leading zeros: Ethereum's JSON quantity. */
    public String toHex() {
        return "0x" + value.toString(16);
    }

    @Override
    public int compareTo(Wei other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value + " wei";
    }
}
