package org.alys.evm.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.alys.primitives.Hashes;
import org.alys.primitives.UInt256;

/** Words, shifts and division against BigInteger; the first operand lies on top of the stack. */
class WordsTest {
    private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);
    private static final int A = 8;
    private static final int B = 4;
    private static final int C = 0;

    private final Division division = new Division();

    /** Words with runs of zeros and ones, which is where carries go wrong. */
    @Provide
    Arbitrary<UInt256> words() {
        Arbitrary<Long> limbs = Arbitraries.oneOf(
                Arbitraries.of(0L, 1L, 2L, -1L, -2L, Long.MIN_VALUE, Long.MAX_VALUE), Arbitraries.longs());
        return net.jqwik.api.Combinators.combine(limbs, limbs, limbs, limbs).as(UInt256::new);
    }

    private interface Operation {
        void apply(long[] stack);
    }

    private static BigInteger run(Operation operation, UInt256 a, UInt256 b, UInt256 c, int resultAt) {
        long[] stack = new long[12];
        Words.set(stack, A, a);
        Words.set(stack, B, b);
        Words.set(stack, C, c);
        operation.apply(stack);
        return Words.get(stack, resultAt).toBigInteger();
    }

    private static BigInteger run(Operation operation, UInt256 a, UInt256 b) {
        return run(operation, a, b, UInt256.ZERO, B);
    }

    private static BigInteger signed(UInt256 word) {
        BigInteger value = word.toBigInteger();
        return word.w3() < 0 ? value.subtract(MODULUS) : value;
    }

    @Property
    void addsSubtractsAndMultipliesModulo256Bits(@ForAll("words") UInt256 a, @ForAll("words") UInt256 b) {
        BigInteger x = a.toBigInteger();
        BigInteger y = b.toBigInteger();
        assertThat(run(s -> Words.add(s, A, B), a, b)).isEqualTo(x.add(y).mod(MODULUS));
        assertThat(run(s -> Words.subtract(s, A, B), a, b))
                .isEqualTo(x.subtract(y).mod(MODULUS));
        assertThat(run(s -> Words.multiply(s, A, B), a, b))
                .isEqualTo(x.multiply(y).mod(MODULUS));
    }

    @Property(tries = 5000)
    void divides(@ForAll("words") UInt256 a, @ForAll("words") UInt256 b) {
        BigInteger x = a.toBigInteger();
        BigInteger y = b.toBigInteger();
        boolean zero = b.isZero();
        assertThat(run(s -> division.divide(s, A, B), a, b)).isEqualTo(zero ? BigInteger.ZERO : x.divide(y));
        assertThat(run(s -> division.modulo(s, A, B), a, b)).isEqualTo(zero ? BigInteger.ZERO : x.mod(y));
        assertThat(run(s -> division.signedDivide(s, A, B), a, b))
                .isEqualTo(zero ? BigInteger.ZERO : signed(a).divide(signed(b)).mod(MODULUS));
        assertThat(run(s -> division.signedModulo(s, A, B), a, b))
                .isEqualTo(
                        zero ? BigInteger.ZERO : signed(a).remainder(signed(b)).mod(MODULUS));
    }

    @Property(tries = 5000)
    void addsAndMultipliesModuloAThirdWord(
            @ForAll("words") UInt256 a, @ForAll("words") UInt256 b, @ForAll("words") UInt256 m) {
        BigInteger x = a.toBigInteger();
        BigInteger y = b.toBigInteger();
        BigInteger z = m.toBigInteger();
        assertThat(run(s -> division.addModulo(s, A, B, C), a, b, m, C))
                .isEqualTo(m.isZero() ? z : x.add(y).mod(z));
        assertThat(run(s -> division.multiplyModulo(s, A, B, C), a, b, m, C))
                .isEqualTo(m.isZero() ? z : x.multiply(y).mod(z));
    }

    @Property
    void raisesToAPower(@ForAll("words") UInt256 a, @ForAll("words") UInt256 b) {
        assertThat(run(s -> division.power(s, A, B), a, b))
                .isEqualTo(a.toBigInteger().modPow(b.toBigInteger(), MODULUS));
        assertThat(run(s -> division.power(s, A, B), UInt256.of(2), UInt256.of(b.w0() & 511)))
                .isEqualTo(BigInteger.TWO.pow((int) (b.w0() & 511)).mod(MODULUS));
    }

    @Property
    void compares(@ForAll("words") UInt256 a, @ForAll("words") UInt256 b) {
        long[] stack = new long[12];
        Words.set(stack, A, a);
        Words.set(stack, B, b);
        assertThat(Words.less(stack, A, B)).isEqualTo(a.compareTo(b) < 0);
        assertThat(Words.signedLess(stack, A, B)).isEqualTo(signed(a).compareTo(signed(b)) < 0);
        assertThat(Words.equal(stack, A, B)).isEqualTo(a.equals(b));
    }

    @Property
    void shifts(@ForAll("words") UInt256 value, @ForAll("words") UInt256 large) {
        for (UInt256 by : java.util.List.of(UInt256.of(large.w0() & 0x1ff), UInt256.of(64), large)) {
            int bits = (int) Math.min(by.toLongSaturated(), 300);
            BigInteger x = value.toBigInteger();
            assertThat(run(s -> Shifts.left(s, A, B), by, value))
                    .isEqualTo(x.shiftLeft(bits).mod(MODULUS));
            assertThat(run(s -> Shifts.right(s, A, B), by, value)).isEqualTo(x.shiftRight(bits));
            assertThat(run(s -> Shifts.arithmeticRight(s, A, B), by, value))
                    .isEqualTo(signed(value).shiftRight(bits).mod(MODULUS));
        }
    }

    @Property
    void picksBytesAndExtendsSigns(@ForAll("words") UInt256 value, @ForAll("words") UInt256 large) {
        byte[] bytes = value.toArray();
        for (int i = 0; i < 34; i++) {
            assertThat(run(s -> Shifts.pickByte(s, A, B), UInt256.of(large.w0() & 0x3f), value))
                    .isEqualTo(
                            BigInteger.valueOf((large.w0() & 0x3f) < 32 ? bytes[(int) (large.w0() & 0x3f)] & 0xff : 0));
            BigInteger kept = value.toBigInteger().mod(BigInteger.ONE.shiftLeft(8 * (i + 1)));
            boolean negative = i < 31 && kept.testBit(8 * i + 7);
            BigInteger expected = i >= 31
                    ? value.toBigInteger()
                    : negative
                            ? kept.subtract(BigInteger.ONE.shiftLeft(8 * (i + 1)))
                                    .mod(MODULUS)
                            : kept;
            assertThat(run(s -> Shifts.extendSign(s, A, B), UInt256.of(i), value))
                    .isEqualTo(expected);
        }
    }

    @Example
    void hashesAsTheReferenceDoes() {
        Random random = new Random(1);
        Keccak keccak = new Keccak();
        for (int length = 0; length < 700; length++) {
            byte[] input = new byte[length + 5];
            random.nextBytes(input);
            long[] stack = new long[4];
            keccak.hash(input, 3, length, stack, 0);
            byte[] slice = java.util.Arrays.copyOfRange(input, 3, 3 + length);
            assertThat(Words.get(stack, 0).toArray()).isEqualTo(Hashes.keccak256(slice));
        }
    }
}
