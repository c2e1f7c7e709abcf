package org.alys.evm.precompile.bn254;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FieldTest {
    private static final int X = Fp12.SCRATCH;
    private static final int Y = X + Fp12.SIZE;
    private static final int Z = Y + Fp12.SIZE;
    private static final int W = Z + Fp12.SIZE;

    private final long[] m = new long[W + Fp12.SIZE];

    @Provide
    Arbitrary<BigInteger> numbers() {
        return Arbitraries.bigIntegers().between(BigInteger.ZERO, Fp.P.subtract(BigInteger.ONE));
    }

    private void fill(int offset, int limbs, long seed) {
        for (int i = 0; i < limbs; i += Fp.SIZE) {
            Fp.set(m, offset + i, new BigInteger(300, new Random(seed + i)));
        }
    }

    @Property
    void agreesWithNumbers(@ForAll("numbers") BigInteger x, @ForAll("numbers") BigInteger y) {
        Fp.set(m, X, x);
        Fp.set(m, Y, y);
        Fp.mul(m, Z, X, Y);
        assertThat(Fp.get(m, Z)).isEqualTo(x.multiply(y).mod(Fp.P));
        Fp.add(m, Z, X, Y);
        assertThat(Fp.get(m, Z)).isEqualTo(x.add(y).mod(Fp.P));
        Fp.sub(m, Z, X, Y);
        assertThat(Fp.get(m, Z)).isEqualTo(x.subtract(y).mod(Fp.P));
        Fp.neg(m, Z, X);
        assertThat(Fp.get(m, Z)).isEqualTo(x.negate().mod(Fp.P));
    }

    @Property
    void addsAndSubtractsProducts(@ForAll("numbers") BigInteger x, @ForAll("numbers") BigInteger y) {
        Fp.set(m, X, x);
        Fp.set(m, Y, y);
        Fp.sumOfProducts(m, Z, X, X, Y, Y);
        assertThat(Fp.get(m, Z)).isEqualTo(x.multiply(x).add(y.multiply(y)).mod(Fp.P));
        Fp.differenceOfProducts(m, Z, X, X, Y, Y);
        assertThat(Fp.get(m, Z)).isEqualTo(x.multiply(x).subtract(y.multiply(y)).mod(Fp.P));
    }

    @Property
    void inverts(@ForAll("numbers") BigInteger x) {
        Fp.set(m, X, x);
        Fp.invert(m, Y, X);
        Fp.mul(m, Z, X, Y);
        assertThat(Fp.get(m, Z)).isEqualTo(x.signum() == 0 ? BigInteger.ZERO : BigInteger.ONE);
    }

    @Property(tries = 50)
    void squaresInTheTowerAreProducts(@ForAll long seed) {
        fill(X, Fp12.SIZE, seed);
        Fp12.mul(m, Y, X, X);
        Fp12.square(m, Z, X);
        assertThat(equal(Y, Z)).isTrue();
        Fp2.mul(m, Y, X, X);
        Fp2.square(m, Z, X);
        assertThat(Fp2.equal(m, Y, Z)).isTrue();
    }

    @Property(tries = 50)
    void invertsInTheTower(@ForAll long seed) {
        fill(X, Fp12.SIZE, seed);
        Fp12.invert(m, Y, X);
        Fp12.mul(m, Z, X, Y);
        assertThat(Fp12.isOne(m, Z)).isTrue();
    }

    @Property(tries = 50)
    void frobeniusIsMultiplicativeAndOfOrderTwelve(@ForAll long seed) {
        fill(X, Fp12.SIZE, seed);
        fill(Y, Fp12.SIZE, seed + 1);
        Fp12.mul(m, Z, X, Y);
        Fp12.frobenius(m, Z, Z);
        Fp12.frobenius(m, W, X);
        Fp12.frobenius(m, Y, Y);
        Fp12.mul(m, Y, W, Y);
        assertThat(equal(Y, Z)).isTrue();
        for (int i = 1; i < 12; i++) {
            Fp12.frobenius(m, W, W);
        }
        assertThat(equal(W, X)).isTrue();
    }

    @Property(tries = 50)
    void multipliesByLineAsByAnyElement(@ForAll long seed) {
        fill(X, Fp12.SIZE, seed);
        Arrays.fill(m, Y, Y + Fp12.SIZE, 0);
        fill(Z, 3 * Fp2.SIZE, seed + 7);
        System.arraycopy(m, Z, m, Y, Fp2.SIZE);
        System.arraycopy(m, Z + Fp2.SIZE, m, Y + Fp6.SIZE, 2 * Fp2.SIZE);
        Fp12.mul(m, Y, X, Y);
        Fp12.mulByLine(m, X, X, Z);
        assertThat(equal(X, Y)).isTrue();
    }

    private boolean equal(int x, int y) {
        return Arrays.equals(m, x, x + Fp12.SIZE, m, y, y + Fp12.SIZE);
    }
}
