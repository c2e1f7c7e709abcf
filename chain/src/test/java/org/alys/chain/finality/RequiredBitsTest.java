package org.alys.chain.finality;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.alys.bitcoin.tx.CompactTarget;
import org.alys.chain.spec.AuxPowParameters;
import org.junit.jupiter.api.Test;

class RequiredBitsTest {
    private static final CompactTarget LIMIT = new CompactTarget(0x1d00ffff);
    private static final CompactTarget HARD = new CompactTarget(0x1b00b269);
    private final AuxPowParameters spec = new AuxPowParameters(30, LIMIT, 20);

    @Test
    void aRangeOfTheWantedLengthKeepsTheTarget() {
        assertThat(RequiredBits.next(spec, HARD, 30, 30)).isEqualTo(HARD);
    }

    @Test
    void moves24BlocksInA30BlockChainBy20Percent() {
        assertThat(RequiredBits.next(spec, HARD, 24, 30))
                .isEqualTo(CompactTarget.ofTarget(
                        HARD.target().multiply(BigInteger.valueOf(80)).divide(BigInteger.valueOf(100))));
    }

    @Test
    void anOverlongRangeDoublesTheTargetForEachFurtherWantedLength() {
        assertThat(RequiredBits.next(spec, HARD, 30, 4 * 30 + 29)).isEqualTo(HARD);
        assertThat(RequiredBits.next(spec, HARD, 30, 5 * 30))
                .isEqualTo(CompactTarget.ofTarget(HARD.target().shiftLeft(1)));
        assertThat(RequiredBits.next(spec, HARD, 30, 7 * 30 + 3))
                .isEqualTo(CompactTarget.ofTarget(HARD.target().shiftLeft(3)));
    }

    @Test
    void nothingIsEasierThanTheLimit() {
        assertThat(RequiredBits.next(spec, HARD, 30, 1_000_000_000)).isEqualTo(LIMIT);
        assertThat(RequiredBits.next(spec, LIMIT, 60, 30)).isEqualTo(LIMIT);
        assertThat(RequiredBits.first(spec)).isEqualTo(LIMIT);
    }

    @Property
    void staysWithinTheAdjustmentAndTheLimit(
            @ForAll @LongRange(min = 1, max = 1_000_000) long previousLength,
            @ForAll @LongRange(min = 1, max = 120) long length,
            @ForAll @IntRange(min = 0x03000001, max = 0x1d00ffff) int bits) {
        CompactTarget previous = new CompactTarget(bits);
        if (!previous.isUsable() || previous.target().compareTo(LIMIT.target()) > 0) {
            return;
        }
        CompactTarget next = RequiredBits.next(spec, previous, previousLength, length);
        BigInteger last = previous.target();
        assertThat(next.isUsable()).isTrue();
        assertThat(next.target())
                .isLessThanOrEqualTo(last.multiply(BigInteger.valueOf(120))
                        .divide(BigInteger.valueOf(100))
                        .max(BigInteger.ONE))
                .isLessThanOrEqualTo(LIMIT.target());
        // the compact form cuts digits off, so the lower bound is that of the compact form
        BigInteger hardest = last.multiply(BigInteger.valueOf(80))
                .divide(BigInteger.valueOf(100))
                .max(BigInteger.ONE);
        assertThat(next.target())
                .isGreaterThanOrEqualTo(CompactTarget.ofTarget(hardest).target());
    }
}
