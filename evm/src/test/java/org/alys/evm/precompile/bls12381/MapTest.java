package org.alys.evm.precompile.bls12381;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.alys.primitives.Hex;
import org.junit.jupiter.api.Test;
import supranational.blst.P1_Affine;
import supranational.blst.P2_Affine;

class MapTest {
    @Provide
    Arbitrary<BigInteger> numbers() {
        return Arbitraries.bigIntegers().between(BigInteger.ZERO, Fp.P.subtract(BigInteger.ONE));
    }

    private static String number(BigInteger number) {
        return String.format("%0128x", number);
    }

    @Property(tries = 100)
    void pointsOfG1AreInTheSubgroup(@ForAll("numbers") BigInteger u) {
        byte[] point = Bls12381.mapToG1(Hex.decode(number(u))).orElseThrow();
        assertThat(Coding.g1(point, 0).filter(P1_Affine::in_group)).isPresent();
    }

    @Property(tries = 100)
    void pointsOfG2AreInTheSubgroup(@ForAll("numbers") BigInteger a, @ForAll("numbers") BigInteger b) {
        byte[] point = Bls12381.mapToG2(Hex.decode(number(a) + number(b))).orElseThrow();
        assertThat(Coding.g2(point, 0).filter(P2_Affine::in_group)).isPresent();
    }

    @Property(tries = 50)
    void oppositeNumbersGiveOppositePoints(@ForAll("numbers") BigInteger u) {
        String x = Hex.encode(Bls12381.mapToG1(Hex.decode(number(u))).orElseThrow());
        String y = Hex.encode(
                Bls12381.mapToG1(Hex.decode(number(u.negate().mod(Fp.P)))).orElseThrow());
        byte[] sum = Bls12381.addG1(Hex.decode(x + y)).orElseThrow();
        assertThat(Hex.encode(sum)).isEqualTo(u.signum() == 0 ? twice(x) : "00".repeat(Coding.G1));
    }

    private static String twice(String point) {
        return Hex.encode(Bls12381.addG1(Hex.decode(point + point)).orElseThrow());
    }

    @Property
    void fieldAgreesWithNumbers(@ForAll("numbers") BigInteger x, @ForAll("numbers") BigInteger y) {
        long[] m = new long[3 * Fp.SIZE];
        int z = 2 * Fp.SIZE;
        Fp.set(m, 0, x);
        Fp.set(m, Fp.SIZE, y);
        Fp.mul(m, z, 0, Fp.SIZE);
        assertThat(Fp.get(m, z)).isEqualTo(x.multiply(y).mod(Fp.P));
        Fp.add(m, z, 0, Fp.SIZE);
        assertThat(Fp.get(m, z)).isEqualTo(x.add(y).mod(Fp.P));
        Fp.sub(m, z, 0, Fp.SIZE);
        assertThat(Fp.get(m, z)).isEqualTo(x.subtract(y).mod(Fp.P));
        Fp.neg(m, z, 0);
        assertThat(Fp.get(m, z)).isEqualTo(x.negate().mod(Fp.P));
    }

    @Property(tries = 50)
    void rootsOfSquaresAreFound(@ForAll("numbers") BigInteger a, @ForAll("numbers") BigInteger b) {
        requireRoot(a, b);
        requireRoot(a, BigInteger.ZERO);
        requireRoot(BigInteger.ZERO, b);
    }

    private static void requireRoot(BigInteger a, BigInteger b) {
        int x = Fp2.SCRATCH;
        int root = x + Fp2.SIZE;
        long[] m = new long[root + Fp2.SIZE];
        Fp.set(m, x, a);
        Fp.set(m, x + Fp.SIZE, b);
        Fp2.square(m, x, x);
        assertThat(Fp2.squareRoot(m, root, x)).isTrue();
        Fp2.square(m, root, root);
        assertThat(Fp2.equal(m, root, x)).isTrue();
    }

    @Test
    void refusesNumbersNotBelowTheModulus() {
        assertThat(Bls12381.mapToG1(Hex.decode(number(Fp.P)))).isEmpty();
        assertThat(Bls12381.mapToG1(Hex.decode(number(Fp.P.subtract(BigInteger.ONE)))))
                .isPresent();
        assertThat(Bls12381.mapToG2(Hex.decode(number(BigInteger.ONE) + number(Fp.P))))
                .isEmpty();
    }

    @Test
    void refusesOtherLengthsAndPadding() {
        assertThat(Bls12381.mapToG1(new byte[63])).isEmpty();
        assertThat(Bls12381.mapToG2(new byte[64])).isEmpty();
        assertThat(Bls12381.mapToG1(Hex.decode("01" + "00".repeat(63)))).isEmpty();
    }
}
