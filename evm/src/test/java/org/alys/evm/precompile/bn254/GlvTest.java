package org.alys.evm.precompile.bn254;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class GlvTest {
    private static final BigInteger L = new BigInteger("4407920970296243842393367215006156084916469457145843978461");

    @Provide
    Arbitrary<BigInteger> factors() {
        return Arbitraries.bigIntegers().between(BigInteger.ZERO, G1.ORDER.subtract(BigInteger.ONE));
    }

    @Property
    void halvesMakeTheWholeAndAreShort(@ForAll("factors") BigInteger factor) {
        Glv halves = Glv.split(factor);
        assertThat(halves.first().add(halves.second().multiply(L)).mod(G1.ORDER))
                .isEqualTo(factor);
        assertThat(halves.first().bitLength()).isLessThanOrEqualTo(130);
        assertThat(halves.second().bitLength()).isLessThanOrEqualTo(130);
    }

    @Test
    void endomorphismIsACubeRootOfOne() {
        assertThat(Glv.B.modPow(BigInteger.valueOf(3), Fp.P)).isEqualTo(BigInteger.ONE);
        assertThat(Glv.B).isNotEqualTo(BigInteger.ONE);
    }
}
