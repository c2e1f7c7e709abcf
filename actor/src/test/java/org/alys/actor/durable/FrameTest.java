package org.alys.actor.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class FrameTest {
    /** Version 0 wrote lower case, version 1 put "v1:" in front, version 2 puts "v2:" instead. */
    private static final List<UnaryOperator<byte[]>> HISTORY = List.of(
            old -> text("v1:" + text(old)), old -> text("v2:" + text(old).substring(3)));

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static VersionedCodec<String> codec(List<UnaryOperator<byte[]>> history) {
        String mark = history.isEmpty() ? "" : "v" + history.size() + ":";
        return new VersionedCodec<>(
                value -> text(mark + value),
                bytes -> {
                    String read = text(bytes);
                    if (!read.startsWith(mark)) {
                        throw new IllegalArgumentException("no mark " + mark);
                    }
                    return read.substring(mark.length());
                },
                history);
    }

    private static final Frame<String> FRAME = Frame.of(codec(HISTORY));

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> random = Arbitraries.strings().ascii().ofMaxLength(700);
        Arbitrary<String> dull = Arbitraries.integers().between(0, 5000).map("a"::repeat);
        return Arbitraries.oneOf(random, dull);
    }

    @Property
    void opensWhatItSealed(@ForAll("texts") String value, @ForAll @IntRange(max = 600) int compressFrom) {
        Frame<String> frame = new Frame<>(codec(HISTORY), compressFrom);

        assertThat(frame.open(frame.seal(value))).isEqualTo(value);
        assertThat(frame.seal(value).length).isLessThanOrEqualTo(Frame.HEADER + 3 + value.length());
    }

    @Example
    void compressesWhatGetsShorterByIt() {
        assertThat(FRAME.seal("a".repeat(100_000)).length).isLessThan(1000);
    }

    @Property
    void opensWhatAnOlderVersionSealed(@ForAll("texts") String value, @ForAll @IntRange(max = 2) int version) {
        Frame<String> old = Frame.of(codec(HISTORY.subList(0, version)));

        assertThat(FRAME.open(old.seal(value))).isEqualTo(value);
    }

    @Property
    void noticesEveryFlippedBit(@ForAll("texts") String value, @ForAll @IntRange(max = 1_000_000) int where) {
        byte[] sealed = FRAME.seal(value);
        int bit = where % (sealed.length * 8);
        sealed[bit / 8] ^= (byte) (1 << bit % 8);

        assertThatThrownBy(() -> FRAME.open(sealed)).isInstanceOf(UnreadableException.class);
    }

    @Property
    void noticesEveryMissingOrAddedByte(@ForAll("texts") String value, @ForAll @IntRange(max = 10_000) int length) {
        byte[] sealed = FRAME.seal(value);
        int other = length % (sealed.length + 10);
        if (other != sealed.length) {
            byte[] cut = Arrays.copyOf(sealed, other);
            assertThatThrownBy(() -> FRAME.open(cut)).isInstanceOf(UnreadableException.class);
        }
    }

    @Property
    void makesOneOfItsExceptionsOfAnyBytes(@ForAll byte[] bytes) {
        assertThatThrownBy(() -> FRAME.open(bytes)).isInstanceOf(UnreadableException.class);
    }

    @Example
    void saysThatANewerProgramWroteIt() {
        Frame<String> old = Frame.of(codec(HISTORY.subList(0, 1)));

        assertThatThrownBy(() -> old.open(FRAME.seal("x")))
                .isInstanceOf(UnreadableException.class)
                .extracting(thrown -> ((UnreadableException) thrown).reason())
                .isEqualTo(UnreadableException.Reason.NEWER);
    }

    @Example
    void readsNoVersionItDoesNotKnow() {
        assertThatThrownBy(() -> codec(HISTORY).decode(3, new byte[0])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> codec(HISTORY).decode(-1, new byte[0])).isInstanceOf(IllegalArgumentException.class);
    }
}
