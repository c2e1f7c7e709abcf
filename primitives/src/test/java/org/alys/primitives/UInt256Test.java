package org.alys.primitives;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class UInt256Test {
    private static final BigInteger MODULUS = BigInteger.TWO.pow(256);

    /** Limbs near the ends of their range, where carries happen. */
    @Provide
    Arbitrary<UInt256> words() {
        Arbitrary<Long> limb = Arbitraries.oneOf(Arbitraries.longs(), Arbitraries.of(0L, 1L, -1L, -2L, Long.MIN_VALUE));
        return Combinators.combine(limb, limb, limb, limb).as(UInt256::new);
    }

    @Property
    void addsAndSubtractsModulo2To256(@ForAll("words") UInt256 a, @ForAll("words") UInt256 b) {
        BigInteger x = a.toBigInteger();
        BigInteger y = b.toBigInteger();
        assertThat(a.plus(b).toBigInteger()).isEqualTo(x.add(y).mod(MODULUS));
        assertThat(a.minus(b).toBigInteger()).isEqualTo(x.subtract(y).mod(MODULUS));
    }

    @Property
    void ordersAsNumbersDo(@ForAll("words") UInt256 a, @ForAll("words") UInt256 b) {
        assertThat(Integer.signum(a.compareTo(b))).isEqualTo(a.toBigInteger().compareTo(b.toBigInteger()));
    }

    @Property
    void everyFormReadsBack(@ForAll("words") UInt256 a) {
        assertThat(UInt256.of(a.toBigInteger())).isEqualTo(a);
        assertThat(UInt256.fromBytes(a.toArray())).isEqualTo(a);
        assertThat(UInt256.fromBytes(a.toMinimalArray())).isEqualTo(a);
        assertThat(UInt256.fromHex(a.toHex())).isEqualTo(a);
        assertThat(UInt256.of(a.toBytes32())).isEqualTo(a);
    }
}
