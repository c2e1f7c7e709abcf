package org.alys.evm.precompile.bn254;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.Positive;
import org.alys.primitives.Hex;
import org.alys.primitives.UInt256;
import org.junit.jupiter.api.Test;

class Bn254Test {
    private static final String G1_GENERATOR = word(BigInteger.ONE) + word(BigInteger.TWO);
    /** The generator of EIP-197. */
    private static final String G2_GENERATOR = "198e9393920d483a7260bfb731fb5d25f1aa493335a9e71297e485b7aef312c2"
            + "1800deef121f1e76426a00665e5c4479674322d4f75edadd46debd5cd992f6ed"
            + "090689d0585ff075ec9e99ad690c3395bc4b313370b38ef355acdadcd122975b"
            + "12c85ea5db8c6deb4aab71808dcb408fe3d1e7690c43d37b4ce6cc0166fa7daa";

    private static final String ZERO = "00".repeat(32);
    private static final String ONE = "00".repeat(31) + "01";

    private static String word(BigInteger number) {
        return Hex.encode(UInt256.of(number).toArray());
    }

    private static String add(String x, String y) {
        return Hex.encode(Bn254.add(Hex.decode(x + y)).orElseThrow());
    }

    private static String times(String point, BigInteger factor) {
        return Hex.encode(Bn254.multiply(Hex.decode(point + word(factor))).orElseThrow());
    }

    private static String negative(String point) {
        return times(point, G1.ORDER.subtract(BigInteger.ONE));
    }

    @Property(tries = 50)
    void multiplicationDistributes(
            @ForAll
                    @BigRange(
                            min = "0",
                            max = "1000000000000000000000000000000000000000000000000000000000000000000000000000")
                    BigInteger x,
            @ForAll
                    @BigRange(
                            min = "0",
                            max = "1000000000000000000000000000000000000000000000000000000000000000000000000000")
                    BigInteger y) {
        assertThat(add(times(G1_GENERATOR, x), times(G1_GENERATOR, y))).isEqualTo(times(G1_GENERATOR, x.add(y)));
    }

    @Property(tries = 50)
    void additionHasTheLawsOfAGroup(@ForAll @Positive int x, @ForAll @Positive int y, @ForAll @Positive int z) {
        String a = times(G1_GENERATOR, BigInteger.valueOf(x));
        String b = times(G1_GENERATOR, BigInteger.valueOf(y));
        String c = times(G1_GENERATOR, BigInteger.valueOf(z));
        assertThat(add(a, b)).isEqualTo(add(b, a));
        assertThat(add(add(a, b), c)).isEqualTo(add(a, add(b, c)));
        assertThat(add(a, ZERO + ZERO)).isEqualTo(a);
        assertThat(add(a, negative(a))).isEqualTo(ZERO + ZERO);
        assertThat(add(a, a)).isEqualTo(times(a, BigInteger.TWO));
    }

    @Test
    void factorsCountModuloTheOrder() {
        assertThat(times(G1_GENERATOR, G1.ORDER)).isEqualTo(ZERO + ZERO);
        BigInteger greatest = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);
        assertThat(times(G1_GENERATOR, greatest)).isEqualTo(times(G1_GENERATOR, greatest.mod(G1.ORDER)));
    }

    @Test
    void shortInputCountsAsPaddedAndLongAsCut() {
        assertThat(Bn254.add(new byte[0]).orElseThrow()).isEqualTo(new byte[64]);
        assertThat(Bn254.multiply(Hex.decode(G1_GENERATOR)).orElseThrow()).isEqualTo(new byte[64]);
        byte[] longer = Arrays.copyOf(Hex.decode(G1_GENERATOR + G1_GENERATOR), 200);
        longer[150] = 1;
        assertThat(Hex.encode(Bn254.add(longer).orElseThrow())).isEqualTo(times(G1_GENERATOR, BigInteger.TWO));
    }

    @Property(tries = 10)
    void pairingIsBilinear(@ForAll @Positive int x, @ForAll @Positive int y) {
        // e(x P, Q) e(y P, Q) = e((x + y) P, Q)
        String a = times(G1_GENERATOR, BigInteger.valueOf(x));
        String b = times(G1_GENERATOR, BigInteger.valueOf(y));
        String right = negative(add(a, b));
        assertThat(pairing(a + G2_GENERATOR + b + G2_GENERATOR + right + G2_GENERATOR))
                .isEqualTo(ONE);
        assertThat(pairing(a + G2_GENERATOR + b + G2_GENERATOR)).isEqualTo(ZERO);
    }

    @Test
    void pairingWithInfinityIsOne() {
        assertThat(pairing("")).isEqualTo(ONE);
        assertThat(pairing(ZERO.repeat(2) + G2_GENERATOR)).isEqualTo(ONE);
        assertThat(pairing(G1_GENERATOR + ZERO.repeat(4))).isEqualTo(ONE);
        assertThat(pairing(G1_GENERATOR + G2_GENERATOR)).isEqualTo(ZERO);
    }

    private static String pairing(String input) {
        return Hex.encode(Bn254.pairing(Hex.decode(input)).orElseThrow());
    }

    @Test
    void refusesPointsOffTheCurve() {
        String wrong = word(BigInteger.ONE) + word(BigInteger.ONE);
        assertThat(Bn254.add(Hex.decode(wrong))).isEmpty();
        assertThat(Bn254.multiply(Hex.decode(wrong))).isEmpty();
        assertThat(Bn254.pairing(Hex.decode(wrong + G2_GENERATOR))).isEmpty();
        assertThat(Bn254.pairing(Hex.decode(G1_GENERATOR + ZERO.repeat(3) + ONE)))
                .isEmpty();
    }

    @Test
    void refusesNumbersNotBelowTheModulus() {
        String unreduced = word(Fp.P.add(BigInteger.ONE)) + word(BigInteger.TWO);
        assertThat(Bn254.add(Hex.decode(unreduced))).isEmpty();
        assertThat(Bn254.add(Hex.decode(word(Fp.P) + ZERO))).isEmpty();
        assertThat(Bn254.pairing(Hex.decode(ZERO.repeat(2) + word(Fp.P) + ZERO.repeat(3))))
                .isEmpty();
    }

    @Test
    void refusesPartOfAPair() {
        assertThat(Bn254.pairing(new byte[191])).isEmpty();
        assertThat(Bn254.pairing(new byte[193])).isEmpty();
    }

    /** A point of the curve whose order is not r, also beside infinity, where the pairing would not notice. */
    @Test
    void refusesPointsOutsideTheSubgroup() {
        String outside = outsideTheSubgroup();
        assertThat(Bn254.pairing(Hex.decode(G1_GENERATOR + outside))).isEmpty();
        assertThat(Bn254.pairing(Hex.decode(ZERO.repeat(2) + outside))).isEmpty();
    }

    /** The first x = n + i with a y on y^2 = x^3 + 3 / (9 + i): the cofactor is so large that such a point is outside. */
    private static String outsideTheSubgroup() {
        for (int n = 1; ; n++) {
            BigInteger[] x = {BigInteger.valueOf(n), BigInteger.ONE};
            BigInteger[] cube = product(product(x, x), x);
            BigInteger scale = BigInteger.valueOf(82).modInverse(Fp.P);
            BigInteger real = cube[0].add(scale.multiply(BigInteger.valueOf(27)));
            BigInteger imaginary = cube[1].subtract(scale.multiply(BigInteger.valueOf(3)));
            BigInteger[] y = root(real.mod(Fp.P), imaginary.mod(Fp.P));
            if (Arrays.equals(product(y, y), new BigInteger[] {real.mod(Fp.P), imaginary.mod(Fp.P)})) {
                return word(x[1]) + word(x[0]) + word(y[1]) + word(y[0]);
            }
        }
    }

    private static BigInteger[] product(BigInteger[] x, BigInteger[] y) {
        return new BigInteger[] {
            x[0].multiply(y[0]).subtract(x[1].multiply(y[1])).mod(Fp.P),
            x[0].multiply(y[1]).add(x[1].multiply(y[0])).mod(Fp.P)
        };
    }

    /** A root of a + b i if there is one, any number if not. */
    private static BigInteger[] root(BigInteger a, BigInteger b) {
        BigInteger exponent = Fp.P.add(BigInteger.ONE).shiftRight(2);
        BigInteger half = BigInteger.TWO.modInverse(Fp.P);
        BigInteger norm = a.multiply(a).add(b.multiply(b)).modPow(exponent, Fp.P);
        BigInteger square = a.add(norm).multiply(half).mod(Fp.P);
        BigInteger r = square.modPow(exponent, Fp.P);
        BigInteger other = b.multiply(half).multiply(r.modInverse(Fp.P)).mod(Fp.P);
        return r.multiply(r).mod(Fp.P).equals(square) ? new BigInteger[] {r, other} : new BigInteger[] {other, r};
    }
}
