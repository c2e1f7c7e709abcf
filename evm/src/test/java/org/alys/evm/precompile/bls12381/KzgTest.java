package org.alys.evm.precompile.bls12381;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.alys.primitives.Hashes;
import org.alys.primitives.Hex;
import org.junit.jupiter.api.Test;
import supranational.blst.P1;

class KzgTest {
    private static final String INFINITY = "c0" + "00".repeat(47);
    private static final String ZERO = "00".repeat(32);

    private static byte[] input(String z, String y, String commitment, String proof) {
        byte[] hash = Hashes.sha256(Hex.decode(commitment));
        hash[0] = 1;
        return Hex.decode(Hex.encode(hash) + z + y + commitment + proof);
    }

    /** The polynomial that is always two: its commitment is twice the generator, and its proofs are infinity. */
    private static byte[] constantTwo(String y) {
        String commitment = Hex.encode(P1.generator().dbl().compress());
        return input("00".repeat(31) + "05", y, commitment, INFINITY);
    }

    @Test
    void acceptsTheValueOfAConstant() {
        assertThat(Hex.encode(
                        Kzg.evaluatePoint(constantTwo("00".repeat(31) + "02")).orElseThrow()))
                .isEqualTo(
                        "00".repeat(30) + "1000" + "73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001");
    }

    @Test
    void refusesAnotherValue() {
        assertThat(Kzg.evaluatePoint(constantTwo("00".repeat(31) + "03"))).isEmpty();
    }

    @Test
    void refusesAnotherHashOrVersion() {
        byte[] input = constantTwo("00".repeat(31) + "02");
        byte[] version = input.clone();
        version[0] = 2;
        byte[] hash = input.clone();
        hash[5] ^= 1;
        assertThat(Kzg.evaluatePoint(version)).isEmpty();
        assertThat(Kzg.evaluatePoint(hash)).isEmpty();
    }

    @Test
    void refusesNumbersNotBelowTheOrder() {
        String order = String.format("%064x", Bls12381.ORDER);
        assertThat(Kzg.evaluatePoint(input(ZERO, ZERO, INFINITY, INFINITY))).isPresent();
        assertThat(Kzg.evaluatePoint(input(order, ZERO, INFINITY, INFINITY))).isEmpty();
        assertThat(Kzg.evaluatePoint(input(ZERO, order, INFINITY, INFINITY))).isEmpty();
    }

    @Test
    void refusesMalformedPoints() {
        String uncompressed = "40" + "00".repeat(47);
        String offTheCurve = "9f" + "ff".repeat(47);
        assertThat(Kzg.evaluatePoint(input(ZERO, ZERO, uncompressed, INFINITY))).isEmpty();
        assertThat(Kzg.evaluatePoint(input(ZERO, ZERO, INFINITY, offTheCurve))).isEmpty();
    }

    @Test
    void refusesOtherLengths() {
        byte[] input = constantTwo("00".repeat(31) + "02");
        assertThat(Kzg.evaluatePoint(Arrays.copyOf(input, 191))).isEmpty();
        assertThat(Kzg.evaluatePoint(Arrays.copyOf(input, 193))).isEmpty();
    }
}
