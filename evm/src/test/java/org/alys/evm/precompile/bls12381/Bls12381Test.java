package org.alys.evm.precompile.bls12381;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Positive;
import org.alys.primitives.Hex;
import org.junit.jupiter.api.Test;
import supranational.blst.P1;
import supranational.blst.P2;

class Bls12381Test {
    private static final String P = Hex.encode(Coding.encode(P1.generator()));
    private static final String Q = Hex.encode(Coding.encode(P2.generator()));
    private static final String NEGATIVE =
            Hex.encode(Coding.encode(P1.generator().neg()));
    private static final String INFINITY_1 = "00".repeat(Coding.G1);
    private static final String INFINITY_2 = "00".repeat(Coding.G2);

    private static String factor(BigInteger number) {
        return String.format("%064x", number);
    }

    private static String timesG1(String point, BigInteger factor) {
        return Hex.encode(
                Bls12381.multiplyG1(Hex.decode(point + factor(factor))).orElseThrow());
    }

    private static String timesG2(String point, BigInteger factor) {
        return Hex.encode(
                Bls12381.multiplyG2(Hex.decode(point + factor(factor))).orElseThrow());
    }

    private static int pairing(String input) {
        return Bls12381.pairing(Hex.decode(input)).orElseThrow()[31];
    }

    @Test
    void addingTwiceIsTimesTwo() {
        assertThat(Hex.encode(Bls12381.addG1(Hex.decode(P + P)).orElseThrow())).isEqualTo(timesG1(P, BigInteger.TWO));
        assertThat(Hex.encode(Bls12381.addG2(Hex.decode(Q + Q)).orElseThrow())).isEqualTo(timesG2(Q, BigInteger.TWO));
    }

    @Test
    void infinityIsNeutral() {
        assertThat(Hex.encode(Bls12381.addG1(Hex.decode(P + INFINITY_1)).orElseThrow()))
                .isEqualTo(P);
        assertThat(Hex.encode(Bls12381.addG1(Hex.decode(P + NEGATIVE)).orElseThrow()))
                .isEqualTo(INFINITY_1);
        assertThat(Hex.encode(Bls12381.addG2(Hex.decode(INFINITY_2 + Q)).orElseThrow()))
                .isEqualTo(Q);
    }

    @Test
    void factorsCountModuloTheOrder() {
        BigInteger greatest = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);
        assertThat(timesG1(P, greatest)).isEqualTo(timesG1(P, greatest.mod(Bls12381.ORDER)));
        assertThat(timesG2(Q, greatest)).isEqualTo(timesG2(Q, greatest.mod(Bls12381.ORDER)));
        assertThat(timesG1(P, Bls12381.ORDER)).isEqualTo(INFINITY_1);
    }

    @Property(tries = 20)
    void sumsProducts(@ForAll @Positive long x, @ForAll @Positive long y) {
        BigInteger sum = BigInteger.valueOf(x).add(BigInteger.valueOf(y));
        String terms = P + factor(BigInteger.valueOf(x)) + P + factor(BigInteger.valueOf(y));
        assertThat(Hex.encode(Bls12381.multiplyG1(Hex.decode(terms)).orElseThrow()))
                .isEqualTo(timesG1(P, sum));
    }

    @Property(tries = 10)
    void pairingIsBilinear(@ForAll @Positive int x) {
        BigInteger factor = BigInteger.valueOf(x);
        assertThat(pairing(timesG1(P, factor) + Q + NEGATIVE + timesG2(Q, factor)))
                .isEqualTo(1);
        assertThat(pairing(P + timesG2(Q, factor))).isZero();
    }

    @Test
    void pairingWithInfinityIsOne() {
        assertThat(pairing(INFINITY_1 + Q)).isEqualTo(1);
        assertThat(pairing(P + INFINITY_2)).isEqualTo(1);
    }

    @Test
    void sumsOfNothingAreRefused() {
        assertThat(Bls12381.multiplyG1(new byte[0])).isEmpty();
        assertThat(Bls12381.multiplyG2(new byte[0])).isEmpty();
        assertThat(Bls12381.pairing(new byte[0])).isEmpty();
    }

    /** (0, 2) is on y^2 = x^3 + 4, and of order 3. */
    @Test
    void onlyAdditionTakesPointsOutsideTheSubgroup() {
        String outside = "00".repeat(127) + "02";
        assertThat(Hex.encode(Bls12381.addG1(Hex.decode(outside + outside)).orElseThrow()))
                .isEqualTo("00".repeat(64) + String.format("%0128x", Fp.P.subtract(BigInteger.TWO)));
        assertThat(Bls12381.multiplyG1(Hex.decode(outside + factor(BigInteger.ONE))))
                .isEmpty();
        assertThat(Bls12381.pairing(Hex.decode(outside + Q))).isEmpty();
        assertThat(Bls12381.pairing(Hex.decode(outside + INFINITY_2))).isEmpty();
    }

    @Test
    void refusesPointsOffTheCurve() {
        String off = "00".repeat(127) + "01";
        assertThat(Bls12381.addG1(Hex.decode(off + P))).isEmpty();
        assertThat(Bls12381.addG2(Hex.decode(Q + "00".repeat(255) + "01"))).isEmpty();
    }
}
