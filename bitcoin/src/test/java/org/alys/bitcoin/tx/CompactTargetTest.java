package org.alys.bitcoin.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.alys.primitives.Bytes32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples are those of Bitcoin Core's unit test {@code bignum_SetCompact}. */
class CompactTargetTest {
    @ParameterizedTest
    @CsvSource({
        "00000000, 0",
        "00123456, 0",
        "01003456, 0",
        "02000056, 0",
        "03000000, 0",
        "04000000, 0",
        "00923456, 0",
        "01803456, 0",
        "02800056, 0",
        "03800000, 0",
        "04800000, 0",
        "01123456, 12",
        "02123456, 1234",
        "03123456, 123456",
        "04123456, 12345600",
        "05009234, 92340000",
        "1d00ffff, ffff0000000000000000000000000000000000000000000000000000"
    })
    void readsTheNumber(String bits, String target) {
        CompactTarget compact = CompactTarget.fromHex(bits);
        assertThat(compact.target()).isEqualTo(new BigInteger(target, 16));
        assertThat(compact.isUsable()).isEqualTo(compact.target().signum() > 0);
    }

    @ParameterizedTest
    @CsvSource({"01fedcba", "04923456"})
    void refusesNegativeNumbers(String bits) {
        CompactTarget compact = CompactTarget.fromHex(bits);
        assertThat(compact.isNegative()).isTrue();
        assertThat(compact.isMetBy(BlockHash.ZERO)).isFalse();
        assertThatThrownBy(compact::target).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "ff123456, true",
        "23000001, true",
        "22000100, true",
        "21010000, true",
        "22000001, false",
        "2100ff00, false",
        "207fffff, false"
    })
    void knowsWhatDoesNotFitIn256Bits(String bits, boolean overflow) {
        CompactTarget compact = CompactTarget.fromHex(bits);
        assertThat(compact.isOverflow()).isEqualTo(overflow);
        assertThat(compact.isMetBy(BlockHash.ZERO)).isEqualTo(!overflow);
    }

    @Test
    void isNotMetByAnyHashWhenZero() {
        assertThat(new CompactTarget(0).isMetBy(BlockHash.ZERO)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "12, 01120000",
        "80, 02008000",
        "1234, 02123400",
        "123456, 03123456",
        "12345600, 04123456",
        "92340000, 05009234",
        "0, 00000000"
    })
    void writesTheShortestForm(String target, String bits) {
        assertThat(CompactTarget.ofTarget(new BigInteger(target, 16))).hasToString(bits);
    }

    @Test
    void printsTheTargetAsNamecoinDoes() {
        assertThat(CompactTarget.REGTEST_LIMIT.targetLittleEndian().toHex()).isEqualTo("0".repeat(58) + "ffff7f");
    }

    @Property
    void comparesHashesAsLittleEndianNumbers(@ForAll("usableBits") int bits, @ForAll("nearHashes") BigInteger offset) {
        CompactTarget compact = new CompactTarget(bits);
        BigInteger number = compact.target().add(offset);
        if (number.signum() >= 0 && number.bitLength() <= 256) {
            assertThat(compact.isMetBy(new BlockHash(littleEndian(number))))
                    .isEqualTo(number.compareTo(compact.target()) <= 0);
        }
    }

    @Property
    void roundsATargetDownAndKeepsItAfterThat(@ForAll("targets") BigInteger target) {
        CompactTarget compact = CompactTarget.ofTarget(target);
        assertThat(compact.target()).isLessThanOrEqualTo(target);
        assertThat(CompactTarget.ofTarget(compact.target())).isEqualTo(compact);
        assertThat(target.subtract(compact.target()).bitLength())
                .isLessThanOrEqualTo(Math.max(target.bitLength() - 15, 0));
    }

    @Provide
    Arbitrary<BigInteger> targets() {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(32).map(bytes -> new BigInteger(1, bytes));
    }

    @Provide
    Arbitrary<BigInteger> nearHashes() {
        return Arbitraries.bytes()
                .array(byte[].class)
                .ofMinSize(1)
                .ofMaxSize(32)
                .map(BigInteger::new);
    }

    @Provide
    Arbitrary<Integer> usableBits() {
        return Arbitraries.integers()
                .between(1, 34)
                .flatMap(size -> Arbitraries.integers().between(1, 0x7fffff).map(word -> (size << 24) | word))
                .filter(bits -> new CompactTarget(bits).isUsable());
    }

    private static Bytes32 littleEndian(BigInteger number) {
        byte[] bytes = new byte[32];
        for (int i = 0; i < 32; i++) {
            bytes[i] = number.shiftRight(8 * i).byteValue();
        }
        return Bytes32.of(bytes);
    }
}
