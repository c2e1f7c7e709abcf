package org.alys.evm.execution;

import java.math.BigInteger;
import org.alys.evm.transaction.Transaction;
import org.alys.primitives.UInt256;

/** Prices and products of prices. Wei. */
final class Fees {
    private Fees() {}

    /** What is paid for a unit of gas, base fee included (EIP-1559). The fee limit is at least the base fee. */
    static UInt256 effectiveGasPrice(Transaction transaction, UInt256 baseFeePerGas) {
        UInt256 withinLimit = transaction.maxFeePerGas().minus(baseFeePerGas);
        UInt256 tip = transaction.maxPriorityFeePerGas();
        return baseFeePerGas.plus(tip.compareTo(withinLimit) < 0 ? tip : withinLimit);
    }

    static long blobGas(Transaction transaction) {
        return GasRules.GAS_PER_BLOB * transaction.blobVersionedHashes().size();
    }

    /** The product modulo 2^256; {@code gas} is unsigned. */
    static UInt256 times(UInt256 price, long gas) {
        long r0 = price.w0() * gas;
        long c0 = Math.unsignedMultiplyHigh(price.w0(), gas);
        long r1 = price.w1() * gas + c0;
        long c1 = Math.unsignedMultiplyHigh(price.w1(), gas) + (Long.compareUnsigned(r1, c0) < 0 ? 1 : 0);
        long r2 = price.w2() * gas + c1;
        long c2 = Math.unsignedMultiplyHigh(price.w2(), gas) + (Long.compareUnsigned(r2, c1) < 0 ? 1 : 0);
        return new UInt256(price.w3() * gas + c2, r2, r1, r0);
    }

    /** The most that a transaction can cost its sender, value included (EIP-1559, EIP-4844). Can exceed 256 bits. */
    static BigInteger worstCost(Transaction transaction) {
        BigInteger gas = new BigInteger(Long.toUnsignedString(transaction.gasLimit()));
        return gas.multiply(transaction.maxFeePerGas().toBigInteger())
                .add(transaction.value().toBigInteger())
                .add(transaction.maxFeePerBlobGas().toBigInteger().multiply(BigInteger.valueOf(blobGas(transaction))));
    }
}
