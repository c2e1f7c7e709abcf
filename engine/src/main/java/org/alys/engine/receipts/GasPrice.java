package org.alys.engine.receipts;

import java.math.BigInteger;
import java.util.Optional;
import org.alys.primitives.Bytes;
import org.alys.primitives.Wei;
import org.alys.primitives.rlp.RlpReader;

/**
 * What the sender of a transaction offers for a unit of gas, read from the transaction itself: clients differ in the
 * price they report. Sources: EIP-2718, EIP-2930, EIP-1559, EIP-7702.
 */
record GasPrice(BigInteger maxPriorityFee, BigInteger maxFee) {

    /** Empty when the transaction has an unknown type, is a blob transaction, or is not well-formed. */
    static Optional<GasPrice> of(Bytes transaction) {
        if (transaction.isEmpty()) {
            return Optional.empty();
        }
        byte[] bytes = transaction.toArray();
        try {
            return switch (transaction.get(0)) {
                case 1 -> Optional.of(single(RlpReader.ofList(bytes, 1).skip().skip()));
                case 2, 4 -> Optional.of(split(RlpReader.ofList(bytes, 1).skip().skip()));
                default ->
                    transaction.get(0) >= 0xc0
                            ? Optional.of(single(RlpReader.ofList(bytes, 0).skip()))
                            : Optional.empty();
            };
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** The price paid in a block of this base fee; empty when the offer is below the base fee. */
    Optional<Wei> effective(Wei baseFee) {
        if (maxFee.compareTo(baseFee.value()) < 0) {
            return Optional.empty();
        }
        return Optional.of(new Wei(baseFee.value().add(maxPriorityFee).min(maxFee)));
    }

    private static GasPrice single(RlpReader reader) {
        BigInteger price = reader.number();
        return new GasPrice(price, price);
    }

    private static GasPrice split(RlpReader reader) {
        BigInteger priority = reader.number();
        return new GasPrice(priority, reader.number());
    }
}
