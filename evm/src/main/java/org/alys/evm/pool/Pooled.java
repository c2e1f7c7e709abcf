package org.alys.evm.pool;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Comparator;
import org.alys.evm.transaction.SignedTransaction;
import org.alys.evm.transaction.Transaction;
import org.alys.primitives.UInt256;

/** A transaction in the pool. */
final class Pooled {
    /** The first is the first to go when room is needed: what pays least, and of those the newest. */
    static final Comparator<Pooled> CHEAPEST_FIRST = Comparator.comparing(
                    (Pooled pooled) -> pooled.transaction().maxFeePerGas())
            .thenComparing(pooled -> pooled.transaction().maxPriorityFeePerGas())
            .thenComparing(
                    Comparator.comparingLong((Pooled pooled) -> pooled.arrival).reversed());

    private static final BigInteger BUMP = BigInteger.valueOf(110);
    private static final BigInteger PERCENT = BigInteger.valueOf(100);

    final SignedTransaction signed;
    /** Counts arrivals. */
    final long arrival;
    /** The most it can cost its sender, in wei; not bounded by 256 bits. */
    final BigInteger cost;

    /** Whether it can run in the next block. */
    boolean pending;
    /** Whether the listeners were told of it. */
    boolean announced;
    /** When it last became unable to run. */
    Instant queuedSince;

    Pooled(SignedTransaction signed, long arrival, Instant now) {
        this.signed = signed;
        this.arrival = arrival;
        this.cost = cost(signed.transaction());
        this.queuedSince = now;
    }

    static BigInteger cost(Transaction transaction) {
        return gasCost(transaction).add(transaction.value().toBigInteger());
    }

    static BigInteger gasCost(Transaction transaction) {
        return UInt256.of(transaction.gasLimit())
                .toBigInteger()
                .multiply(transaction.maxFeePerGas().toBigInteger());
    }

    Transaction transaction() {
        return signed.transaction();
    }

    long nonce() {
        return transaction().nonce();
    }

    int size() {
        return signed.encoded().size();
    }

    /** Whether both fees of {@code other} are at least a tenth higher. */
    boolean isOutbidBy(Transaction other) {
        return isTenthHigher(transaction().maxFeePerGas(), other.maxFeePerGas())
                && isTenthHigher(transaction().maxPriorityFeePerGas(), other.maxPriorityFeePerGas());
    }

    private static boolean isTenthHigher(UInt256 old, UInt256 offer) {
        BigInteger least = old.toBigInteger().multiply(BUMP);
        return offer.compareTo(old) > 0
                && offer.toBigInteger().multiply(PERCENT).compareTo(least) >= 0;
    }
}
