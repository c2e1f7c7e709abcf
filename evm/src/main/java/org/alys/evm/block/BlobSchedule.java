package org.alys.evm.block;

import java.math.BigInteger;
import java.util.Map;
import org.alys.evm.payload.Fork;
import org.alys.primitives.UInt256;

/**
 * How many blobs a block can carry and how their price moves. Source: EIP-4844, EIP-7691, EIP-7840, EIP-7918.
 *
 * @param max 0 where blobs have no place
 * @param baseFeeUpdateFraction at least 1
 */
public record BlobSchedule(int target, int max, long baseFeeUpdateFraction) {
    /** As on Ethereum. */
    public static final BlobSchedule CANCUN = new BlobSchedule(3, 6, 3_338_477);
    /** As on Ethereum. */
    public static final BlobSchedule PRAGUE = new BlobSchedule(6, 9, 5_007_716);

    /** As on Ethereum when Osaka began; later changes of it are not here. */
    public static final BlobSchedule OSAKA = PRAGUE;

    /** Ethereum's of each fork that has one. */
    public static final Map<Fork, BlobSchedule> ETHEREUM =
            Map.of(Fork.CANCUN, CANCUN, Fork.PRAGUE, PRAGUE, Fork.OSAKA, OSAKA);

    private static final long GAS_PER_BLOB = 1 << 17;
    /** Gas of execution that a blob costs at least from Osaka on (EIP-7918). */
    private static final long BLOB_BASE_COST = 1 << 13;

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
     * @param fork of the new block: from Osaka on the excess does not fall while a blob is cheaper than so much execution (EIP-7918)
     */
    public long excessAfter(BlockHeader parent, Fork fork) {
        long excess = parent.excessBlobGas().orElse(0L);
        long used = parent.blobGasUsed().orElse(0L);
        long sum = Math.addExact(excess, used);
        if (sum < target * GAS_PER_BLOB) {
            return 0;
        }
        if (fork.includes(Fork.OSAKA) && isCheap(parent.baseFeePerGas(), excess)) {
            // where no blob has a place none was used
            return max == 0 ? excess : excess + used * (max - target) / max;
        }
        return sum - target * GAS_PER_BLOB;
    }

    private boolean isCheap(UInt256 baseFeePerGas, long excess) {
        BigInteger execution = baseFeePerGas.toBigInteger().multiply(BigInteger.valueOf(BLOB_BASE_COST));
        BigInteger blob = baseFee(excess).toBigInteger().multiply(BigInteger.valueOf(GAS_PER_BLOB));
        return execution.compareTo(blob) > 0;
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
