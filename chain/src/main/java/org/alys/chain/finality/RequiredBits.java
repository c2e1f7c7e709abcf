package org.alys.chain.finality;

import java.math.BigInteger;
import org.alys.bitcoin.tx.CompactTarget;
import org.alys.chain.spec.AuxPowParameters;

/**
 * The target that a proof must meet. It depends only on the chain, never on a clock: the previous target scaled by how long
 * the previous range was, in integers.
 */
public final class RequiredBits {
    private static final BigInteger HUNDRED = BigInteger.valueOf(100);
    /** A range this many times longer than wanted may use an easier target, so that the chain cannot stall for ever. */
    private static final int PATIENCE = 4;

    private RequiredBits() {}

    /** For the first range of a chain: the easiest, then eased no further. */
    public static CompactTarget first(AuxPowParameters spec) {
        return spec.powLimit();
    }

    /**
     * For every later range.
     *
     * @param previous the bits of the previous proof
     * @param previousLength blocks in the previous range
     * @param length blocks in this range
     */
    public static CompactTarget next(AuxPowParameters spec, CompactTarget previous, long previousLength, long length) {
        BigInteger limit = spec.powLimit().target();
        BigInteger last = previous.target();
        BigInteger scaled =
                last.multiply(BigInteger.valueOf(previousLength)).divide(BigInteger.valueOf(spec.targetBlocks()));
        BigInteger easiest = percentOf(last, 100 + spec.maxAdjustmentPercent());
        BigInteger hardest = percentOf(last, 100 - spec.maxAdjustmentPercent());
        BigInteger target = scaled.min(easiest).max(hardest).max(BigInteger.ONE).min(limit);
        return CompactTarget.ofTarget(eased(target, spec.targetBlocks(), length, limit));
    }

    /** Doubled once for each further {@code wanted} blocks beyond four times {@code wanted}. */
    private static BigInteger eased(BigInteger target, long wanted, long length, BigInteger limit) {
        long excess = length - PATIENCE * wanted;
        if (excess < wanted) {
            return target;
        }
        long doublings = excess / wanted;
        return doublings >= 256 ? limit : target.shiftLeft((int) doublings).min(limit);
    }

    private static BigInteger percentOf(BigInteger value, int percent) {
        return value.multiply(BigInteger.valueOf(percent)).divide(HUNDRED);
    }
}
