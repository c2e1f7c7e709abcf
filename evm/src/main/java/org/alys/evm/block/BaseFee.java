package org.alys.evm.block;

import java.math.BigInteger;
import org.alys.primitives.UInt256;

/** The price of gas that follows from the parent. Source: EIP-1559. */
public final class BaseFee {
    private static final long ELASTICITY = 2;
    private static final BigInteger MAX_CHANGE_DENOMINATOR = BigInteger.valueOf(8);

    private BaseFee() {}

    /** The base fee of a block on {@code parent}, in wei. */
    public static UInt256 after(BlockHeader parent) {
        long target = parent.gasLimit() / ELASTICITY;
        long used = parent.gasUsed();
        if (used == target) {
            return parent.baseFeePerGas();
        }
        BigInteger fee = parent.baseFeePerGas().toBigInteger();
        BigInteger change = fee.multiply(BigInteger.valueOf(Math.abs(used - target)))
                .divide(BigInteger.valueOf(target))
                .divide(MAX_CHANGE_DENOMINATOR);
        BigInteger next = used > target ? fee.add(change.max(BigInteger.ONE)) : fee.subtract(change);
        return next.bitLength() > 256 ? UInt256.MAX : UInt256.of(next);
    }
}
