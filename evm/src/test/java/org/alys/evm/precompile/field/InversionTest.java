package org.alys.evm.precompile.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class InversionTest {
    private static final BigInteger BN254 =
            new BigInteger("30644e72e131a029b85045b68181585d97816a916871ca8d3c208c16d87cfd47", 16);
    private static final BigInteger BLS12 = new BigInteger(
            "1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab", 16);
    private static final BigInteger FULL_WORDS = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.valueOf(189));

    @Provide
    Arbitrary<BigInteger> moduli() {
        return Arbitraries.of(BN254, BLS12, FULL_WORDS, BigInteger.valueOf(3), BigInteger.valueOf((1L << 61) - 1));
    }

    private static BigInteger invert(BigInteger number, BigInteger modulus) {
        int words = (modulus.bitLength() + 63) / 64;
        long[] limbs = new long[words + 2];
        for (int i = 0; i < words; i++) {
            limbs[1 + i] = number.shiftRight(64 * i).longValue();
        }
        new Inversion(modulus).invert(limbs, 1, words);
        assertThat(limbs[0]).isZero();
        assertThat(limbs[words + 1]).isZero();
        BigInteger result = BigInteger.ZERO;
        for (int i = words; i > 0; i--) {
            result = result.shiftLeft(64).add(new BigInteger(Long.toUnsignedString(limbs[i])));
        }
        return result;
    }

    @Property
    void isWhatJavaFinds(@ForAll("moduli") BigInteger modulus, @ForAll @Size(max = 48) byte[] bytes) {
        BigInteger number = new BigInteger(1, bytes).mod(modulus);
        BigInteger expected = number.signum() == 0 ? number : number.modInverse(modulus);
        assertThat(invert(number, modulus)).isEqualTo(expected);
    }

    @Property
    void isWhatJavaFindsForNumbersNearTheEnds(
            @ForAll("moduli") BigInteger modulus, @ForAll("offsets") BigInteger offset) {
        BigInteger number = offset.mod(modulus);
        if (number.signum() != 0) {
            assertThat(invert(number, modulus)).isEqualTo(number.modInverse(modulus));
        }
    }

    @Provide
    Arbitrary<BigInteger> offsets() {
        return Arbitraries.integers()
                .between(-70, 390)
                .map(bit -> bit < 0
                        ? BigInteger.valueOf(bit)
                        : BigInteger.ONE.shiftLeft(bit).subtract(BigInteger.ONE));
    }

    @Test
    void refusesEvenModuliAndOne() {
        for (int modulus : List.of(0, 1, 2, 8)) {
            assertThatThrownBy(() -> new Inversion(BigInteger.valueOf(modulus)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
