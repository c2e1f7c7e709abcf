package org.alys.evm.precompile.bn254;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class FinalExponentiationTest {
    private static final int X = FinalExponentiation.SCRATCH;
    private static final int Y = X + Fp12.SIZE;

    private final long[] m = new long[Y + Fp12.SIZE];

    @Property(tries = 5)
    void raisesToTheWholeExponent(@ForAll long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < Fp12.SIZE; i += Fp.SIZE) {
            Fp.set(m, X + i, new BigInteger(300, random));
        }
        BigInteger exponent = Fp.P.pow(12).subtract(BigInteger.ONE).divide(G1.ORDER);
        Fp12.setOne(m, Y);
        for (int bit = exponent.bitLength() - 1; bit >= 0; bit--) {
            Fp12.square(m, Y, Y);
            if (exponent.testBit(bit)) {
                Fp12.mul(m, Y, Y, X);
            }
        }
        FinalExponentiation.apply(m, X);
        assertThat(Arrays.copyOfRange(m, X, Y)).isEqualTo(Arrays.copyOfRange(m, Y, Y + Fp12.SIZE));
    }
}
