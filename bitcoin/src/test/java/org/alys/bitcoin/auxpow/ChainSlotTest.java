package org.alys.bitcoin.auxpow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ChainSlotTest {
    @Property
    void agreesWithTheRecurrenceInUnboundedNumbers(
            @ForAll int nonce, @ForAll @IntRange(max = 0xffff) int chainId, @ForAll @IntRange(max = 30) int height) {
        BigInteger multiplier = BigInteger.valueOf(1_103_515_245);
        BigInteger increment = BigInteger.valueOf(12_345);
        BigInteger exact = BigInteger.valueOf(Integer.toUnsignedLong(nonce))
                .multiply(multiplier)
                .add(increment)
                .add(BigInteger.valueOf(chainId))
                .multiply(multiplier)
                .add(increment)
                .mod(BigInteger.TWO.pow(height));
        assertThat(ChainSlot.indexOf(nonce, chainId, height)).isEqualTo(exact.intValueExact());
    }

    @Test
    void isZeroInATreeOfOne() {
        assertThat(ChainSlot.indexOf(-1, 0xffff, 0)).isZero();
    }

    @Test
    void refusesTreesTooHighForATag() {
        assertThatThrownBy(() -> ChainSlot.indexOf(0, 1, 31)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ChainSlot.indexOf(0, 1, -1)).isInstanceOf(IllegalArgumentException.class);
    }
}
