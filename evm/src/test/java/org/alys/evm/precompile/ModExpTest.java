package org.alys.evm.precompile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.alys.primitives.Hex;
import org.alys.primitives.UInt256;
import org.junit.jupiter.api.Test;

class ModExpTest {
    private static final String HUGE = "ff".repeat(32);
    private final ModExp modExp = new ModExp(ModExp.Rules.BERLIN);
    private final ModExp ofOsaka = new ModExp(ModExp.Rules.OSAKA);

    private static String word(long value) {
        return Hex.encode(UInt256.of(value).toArray());
    }

    private static byte[] input(byte[] base, byte[] exponent, byte[] modulus) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] number : new byte[][] {base, exponent, modulus}) {
            out.writeBytes(UInt256.of(number.length).toArray());
        }
        out.writeBytes(base);
        out.writeBytes(exponent);
        out.writeBytes(modulus);
        return out.toByteArray();
    }

    @Property(tries = 300)
    void agreesWithRepeatedMultiplication(
            @ForAll @Size(max = 80) byte[] base,
            @ForAll @Size(max = 6) byte[] exponent,
            @ForAll @Size(min = 1, max = 80) byte[] modulus) {
        BigInteger divisor = new BigInteger(1, modulus);
        byte[] output = modExp.run(input(base, exponent, modulus)).orElseThrow();
        assertThat(output).hasSize(modulus.length);
        assertThat(new BigInteger(1, output))
                .isEqualTo(
                        divisor.signum() == 0
                                ? BigInteger.ZERO
                                : power(new BigInteger(1, base), new BigInteger(1, exponent), divisor));
    }

    private static BigInteger power(BigInteger base, BigInteger exponent, BigInteger divisor) {
        BigInteger result = BigInteger.ONE.mod(divisor);
        for (int bit = exponent.bitLength() - 1; bit >= 0; bit--) {
            result = result.multiply(result).mod(divisor);
            result = exponent.testBit(bit) ? result.multiply(base).mod(divisor) : result;
        }
        return result;
    }

    /** EIP-7823. */
    @Test
    void inOsakaNoNumberIsLongerThan1024Bytes() {
        byte[] longest = new byte[1024];
        byte[] tooLong = new byte[1025];
        byte[] five = {5};
        assertThat(ofOsaka.run(input(longest, longest, longest)))
                .hasValueSatisfying(output -> assertThat(output).hasSize(1024));
        assertThat(ofOsaka.run(input(tooLong, five, five))).isEmpty();
        assertThat(ofOsaka.run(input(five, tooLong, five))).isEmpty();
        assertThat(ofOsaka.run(input(five, five, tooLong))).isEmpty();
        assertThat(ofOsaka.run(Hex.decode(word(0) + HUGE + word(0)))).isEmpty();
        assertThat(modExp.run(input(tooLong, five, five))).isPresent();
    }

    /** EIP-7883: never below 500, 16 a bit up to 32 bytes, twice the square of the words beyond. */
    @Test
    void inOsakaItCostsMore() {
        byte[] exponent = new byte[33];
        exponent[31] = 2;
        byte[] base = new byte[96];
        assertThat(ofOsaka.gas(new byte[0])).isEqualTo(500);
        assertThat(ofOsaka.gas(input(base, exponent, base))).isEqualTo(2 * 12 * 12 * (16 + 1));
        assertThat(ofOsaka.gas(Hex.decode(word(0) + word(32) + word(0) + "ff".repeat(32))))
                .as("nothing to a long power")
                .isEqualTo(16 * 255);
        assertThat(ofOsaka.gas(Hex.decode(HUGE + word(1) + word(1)))).isEqualTo(Long.MAX_VALUE);
        assertThat(ofOsaka.gas(Hex.decode(word(0) + HUGE + word(0)))).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void readsMissingInputAsZero() {
        // base 3, exponent 0xffff, modulus 0x80 and 31 zeros cut off: the second example of EIP-198's kind
        byte[] cut = Hex.decode(word(1) + word(2) + word(32) + "03" + "ffff" + "80");
        byte[] whole = Hex.decode(word(1) + word(2) + word(32) + "03" + "ffff" + "80" + "00".repeat(31));
        assertThat(modExp.run(cut).orElseThrow()).isEqualTo(modExp.run(whole).orElseThrow());
        assertThat(modExp.gas(cut)).isEqualTo(modExp.gas(whole));
    }

    @Test
    void emptyInputGivesEmptyOutputAtLeastPrice() {
        assertThat(modExp.gas(new byte[0])).isEqualTo(200);
        assertThat(modExp.run(new byte[0]).orElseThrow()).isEmpty();
    }

    @Test
    void zeroToTheZerothIsOne() {
        assertThat(modExp.run(input(new byte[0], new byte[0], new byte[] {5})).orElseThrow())
                .containsExactly(1);
    }

    @Test
    void everythingIsZeroModuloOne() {
        assertThat(modExp.run(input(new byte[0], new byte[0], new byte[] {1})).orElseThrow())
                .containsExactly(0);
    }

    @Test
    void hugeLengthsCostMoreThanAnyLimit() {
        assertThat(modExp.gas(Hex.decode(HUGE + word(1) + word(1)))).isEqualTo(Long.MAX_VALUE);
        assertThat(modExp.gas(Hex.decode(word(1) + word(1) + HUGE))).isEqualTo(Long.MAX_VALUE);
        assertThat(modExp.gas(Hex.decode(word(1) + HUGE + word(1)))).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void hugeExponentOfNothingIsCheapAndAllocatesNothing() {
        byte[] input = Hex.decode(word(0) + HUGE + word(0));
        assertThat(modExp.gas(input)).isEqualTo(200);
        assertThat(modExp.run(input).orElseThrow()).isEmpty();
    }

    @Test
    void refusesLengthsBeyondArrays() {
        assertThat(modExp.run(Hex.decode(HUGE + word(1) + word(1)))).isEmpty();
    }

    @Test
    void longExponentIsPricedByItsHeadAndLength() {
        byte[] exponent = new byte[33];
        exponent[31] = 2;
        byte[] base = new byte[96];
        // twelve words; 8 for the byte beyond 32, and the top bit of the head is bit 1
        assertThat(modExp.gas(input(base, exponent, base))).isEqualTo(12 * 12 * (8 + 1) / 3);
    }
}
