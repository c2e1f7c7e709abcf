package org.alys.evm.block;

import java.math.BigInteger;
import org.alys.primitives.UInt256;

/**
 * How many blobs a block can carry and how their price moves. Source: EIP-4844, EIP-7691, EIP-7840.
 *
 * @param max 0 where blobs have no place
 * @param baseFeeUpdateFraction at least 1
 */
public record BlobSchedule(int target, int max, long baseFeeUpdateFraction) {
    /** As on Ethereum. */
    public static final BlobSchedule CANCUN = new BlobSchedule(3, 6, 3_338_477);
    /** As on Ethereum. */
    public static final BlobSchedule PRAGUE = new BlobSchedule(6, 9, 5_007_716);

    private static final long GAS_PER_BLOB = 1 << 17;

    public BlobSchedule {
        if (target < 0 || max < target || max > 1 << 20 || baseFeeUpdateFraction < 1) {
            throw new IllegalArgumentException("impossible blob schedule: target " + target + ", max " + max
                    + ", fraction " + baseFeeUpdateFraction);
        }
    }

    public long maxBlobGas() {
        return max * GAS_PER_BLOB;
    }

    /**
     * The excess of a block on {@code parent}.
     *
     * @param parent one before Cancun counts as without excess
     */
    public long excessAfter(BlockHeader parent) {
        long sum = Math.addExact(
                parent.excessBlobGas().orElse(0L), parent.blobGasUsed().orElse(0L));
        return Math.max(0, sum - target * GAS_PER_BLOB);
    }

    /** The price of blob gas in wei; 2^256 - 1 where it would be more. */
    public UInt256 baseFee(long excessBlobGas) {
        BigInteger numerator = BigInteger.valueOf(excessBlobGas);
        BigInteger denominator = BigInteger.valueOf(baseFeeUpdateFraction);
        BigInteger output = BigInteger.ZERO;
        BigInteger term = denominator;
        // Beyond this quotient the result exceeds 256 bits: e^178 > 2^256.
        if (excessBlobGas / baseFeeUpdateFraction >= 178) {
            return UInt256.MAX;
        }
        for (long i = 1; term.signum() > 0; i++) {
            output = output.add(term);
            term = term.multiply(numerator).divide(denominator.multiply(BigInteger.valueOf(i)));
        }
        BigInteger fee = output.divide(denominator);
        return fee.bitLength() > 256 ? UInt256.MAX : UInt256.of(fee);
    }
}
