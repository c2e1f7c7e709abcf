package org.alys.evm.precompile.field;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class OddPowerTest {
    private static final BigInteger LARGEST =
            BigInteger.ONE.shiftLeft(OddPower.MAX_BITS).subtract(BigInteger.ONE);

    @Property
    void isWhatJavaFinds(
            @ForAll @Size(max = 40) byte[] base,
            @ForAll @Size(max = 40) byte[] exponent,
            @ForAll @Size(min = 1, max = 32) byte[] modulus) {
        check(new BigInteger(1, base), new BigInteger(1, exponent), new BigInteger(1, modulus).setBit(0));
    }

    @Property
    void isWhatJavaFindsForModuliThatFillTheirLimbs(
            @ForAll @Size(max = 32) byte[] base, @ForAll @Size(max = 32) byte[] exponent, @ForAll short below) {
        BigInteger modulus = LARGEST.subtract(BigInteger.valueOf(2L * (below & 0xffff)));
        check(modulus.subtract(new BigInteger(1, base).mod(modulus)), new BigInteger(1, exponent), modulus);
    }

    private static void check(BigInteger base, BigInteger exponent, BigInteger modulus) {
        assertThat(OddPower.of(base, exponent, modulus)).isEqualTo(base.modPow(exponent, modulus));
    }

    @Test
    void everythingIsZeroModuloOne() {
        assertThat(OddPower.of(BigInteger.TEN, BigInteger.ZERO, BigInteger.ONE)).isZero();
    }

    @Test
    void theZerothPowerIsOne() {
        assertThat(OddPower.of(BigInteger.ZERO, BigInteger.ZERO, LARGEST)).isOne();
    }
}
