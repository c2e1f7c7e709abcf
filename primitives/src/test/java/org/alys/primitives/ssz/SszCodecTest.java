package org.alys.primitives.ssz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.alys.primitives.Bytes;
import org.junit.jupiter.api.Test;

class SszCodecTest {
    private static final SszType<List<Sample>> SAMPLES = Ssz.list(Sample.TYPE, 3);

    @Test
    void fixedPartsComeFirstAndOffsetsPointBehindThem() {
        Sample sample = new Sample(0x0102, Bytes.fromHex("aabb"), List.of(Bytes.fromHex("cc")), Optional.of(7L));

        assertThat(Sample.TYPE.encode(sample).toHex())
                .isEqualTo("0201" + "0e000000" + "10000000" + "15000000" + "aabb" + "04000000cc" + "0700000000000000");
    }

    @Property
    void decodingInvertsEncoding(@ForAll("samples") List<Sample> samples) {
        Bytes encoded = SAMPLES.encode(samples);

        assertThat(SAMPLES.decode(encoded)).isEqualTo(new Decoded.Value<>(samples));
        assertThat(SAMPLES.size(samples)).isEqualTo(encoded.size());
    }

    @Property
    void whateverDecodesIsTheOneEncodingOfItsValue(@ForAll("bytesFromOutside") byte[] bytes) {
        switch (SAMPLES.decode(bytes)) {
            case Decoded.Value<List<Sample>>(List<Sample> samples) ->
                assertThat(SAMPLES.encodeToArray(samples)).isEqualTo(bytes);
            case Decoded.Malformed<List<Sample>>(String reason) ->
                assertThat(reason).isNotBlank();
        }
    }

    @Property
    void aFlippedByteIsNoticedOrChangesTheRoot(
            @ForAll("samples") List<Sample> samples, @ForAll int position, @ForAll byte flip) {
        byte[] bytes = SAMPLES.encodeToArray(samples);
        if (bytes.length == 0 || flip == 0) {
            return;
        }
        bytes[Math.floorMod(position, bytes.length)] ^= flip;

        assertThat(SAMPLES.decode(bytes).toOptional().map(SAMPLES::root))
                .isNotEqualTo(Optional.of(SAMPLES.root(samples)));
    }

    @Test
    void rejectsTrailingBytes() {
        assertMalformed("0000" + "0e000000" + "0e000000" + "0e000000" + "0000000000000000" + "ff", "no multiple");
        assertThat(Ssz.UINT64.decode(new byte[9])).isInstanceOf(Decoded.Malformed.class);
    }

    @Test
    void rejectsGapBeforeFirstPart() {
        assertMalformed("0000" + "0f000000" + "0f000000" + "0f000000" + "00", "offset of bytes is 15, expected 14");
    }

    @Test
    void rejectsOffsetsThatGoBackwards() {
        assertMalformed("0000" + "0e000000" + "10000000" + "0f000000" + "000000", "offset of maybe");
    }

    @Test
    void rejectsOffsetBeyondTheEnd() {
        assertMalformed("0000" + "0e000000" + "ffffffff" + "0e000000", "beyond the end");
    }

    @Test
    void rejectsHugeElementCountWithoutAllocatingIt() {
        assertMalformed(
                "0000" + "0e000000" + "0e000000" + "22000000" + "14000000" + "00".repeat(16),
                "many: 5 elements are more than the limit of 4");
    }

    @Test
    void rejectsTooManyBytes() {
        assertMalformed("0000" + "0e000000" + "19000000" + "19000000" + "00".repeat(11), "limit of 10");
    }

    @Test
    void rejectsSecondElementOfAnOptional() {
        assertMalformed("0000" + "0e000000" + "0e000000" + "0e000000" + "00".repeat(16), "limit of 1");
    }

    @Test
    void rejectsWhatTheConstructorRefuses() {
        assertMalformed("0d00" + "0e000000" + "0e000000" + "0e000000", "unlucky");
    }

    @Test
    void namesTheFieldThatIsMalformed() {
        assertMalformed(
                "0000" + "0e000000" + "0e000000" + "1d000000" + "04000000" + "00".repeat(11), "many.[0]: 11 bytes");
    }

    @Test
    void refusesToEncodeBeyondALimit() {
        assertThatIllegalArgumentException().isThrownBy(() -> Ssz.byteList(2).encode(Bytes.fromHex("aabbcc")));
        assertThatIllegalArgumentException().isThrownBy(() -> Ssz.UINT8.encode(256));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ssz.list(Ssz.UINT8, 1).root(List.of(1, 2)));
    }

    private static void assertMalformed(String hex, String why) {
        assertThat(Sample.TYPE.decode(Bytes.fromHex(hex)))
                .isInstanceOfSatisfying(
                        Decoded.Malformed.class,
                        malformed -> assertThat(malformed.reason()).contains(why));
    }

    @Provide
    Arbitrary<List<Sample>> samples() {
        Arbitrary<Bytes> bytes =
                Arbitraries.bytes().array(byte[].class).ofMaxSize(10).map(Bytes::of);
        return Combinators.combine(
                        Arbitraries.integers().between(0, 65535).filter(n -> n != 13),
                        bytes,
                        bytes.list().ofMaxSize(4),
                        Arbitraries.longs().optional())
                .as(Sample::new)
                .list()
                .ofMaxSize(3);
    }

    /** Random bytes seldom hold sensible offsets, so most are an encoding with some bytes changed. */
    @Provide
    Arbitrary<byte[]> bytesFromOutside() {
        Arbitrary<byte[]> noise = Arbitraries.bytes().array(byte[].class).ofMaxSize(80);
        Arbitrary<byte[]> damaged = Combinators.combine(
                        samples(),
                        Arbitraries.integers().between(0, 200),
                        Arbitraries.integers().between(0, 40),
                        Arbitraries.integers().between(-2, 2))
                .as((samples, position, value, growth) -> {
                    byte[] encoded = SAMPLES.encodeToArray(samples);
                    byte[] bytes = Arrays.copyOf(encoded, Math.max(0, encoded.length + growth));
                    if (bytes.length > 0) {
                        bytes[position % bytes.length] = (byte) (int) value;
                    }
                    return bytes;
                });
        return Arbitraries.oneOf(noise, damaged);
    }
}
