package org.alys.primitives.rlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.Size;
import org.alys.primitives.Hex;
import org.junit.jupiter.api.Test;

class RlpTest {

    /** The examples of the Ethereum wiki's page on RLP. */
    @Test
    void encodesTheKnownExamples() {
        assertThat(hex(Rlp.string("dog".getBytes(StandardCharsets.US_ASCII)))).isEqualTo("83646f67");
        assertThat(hex(Rlp.string(new byte[0]))).isEqualTo("80");
        assertThat(hex(Rlp.number(0))).isEqualTo("80");
        assertThat(hex(Rlp.number(15))).isEqualTo("0f");
        assertThat(hex(Rlp.number(1024))).isEqualTo("820400");
        assertThat(hex(Rlp.list())).isEqualTo("c0");
        assertThat(hex(Rlp.list(Rlp.list(), Rlp.list(Rlp.list()), Rlp.list(Rlp.list(), Rlp.list(Rlp.list())))))
                .isEqualTo("c7c0c1c0c3c0c1c0");
        assertThat(hex(Rlp.string(new byte[56]))).isEqualTo("b838" + "00".repeat(56));
        assertThat(hex(Rlp.string(new byte[1024]))).startsWith("b90400");
    }

    @Property
    void numbersComeBack(
            @ForAll @Size(max = 20)
                    List<@BigRange(min = "0", max = "1000000000000000000000000000000000000") BigInteger> numbers) {
        RlpReader reader =
                RlpReader.ofList(Rlp.list(numbers.stream().map(Rlp::number).toList()), 0);
        for (BigInteger number : numbers) {
            assertThat(reader.number()).isEqualTo(number);
        }
        assertThatThrownBy(reader::skip).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void anyBytesAreReadOrRefused(@ForAll @Size(max = 80) byte[] bytes) {
        try {
            RlpReader reader = RlpReader.ofList(bytes, 0);
            for (int i = 0; i <= bytes.length; i++) {
                reader.skip();
            }
            throw new AssertionError("more items than bytes");
        } catch (IllegalArgumentException expected) {
            assertThat(expected).hasMessageContaining("RLP");
        }
    }

    @Property
    void stringsAndListsComeBack(@ForAll @Size(max = 8) List<@Size(max = 70) byte[]> strings) {
        byte[] inner = Rlp.list(strings.stream().map(Rlp::string).toList());
        RlpReader outer = RlpReader.ofList(Rlp.list(inner, Rlp.number(7), inner), 0);
        assertThat(outer.nextIsList()).isTrue();
        RlpReader list = outer.list();
        for (byte[] string : strings) {
            assertThat(list.nextIsList()).isFalse();
            assertThat(list.string()).isEqualTo(string);
        }
        list.end();
        assertThatThrownBy(outer::end).isInstanceOf(IllegalArgumentException.class);
        assertThat(outer.string()).containsExactly(7);
        assertThat(outer.item()).isEqualTo(inner);
        assertThat(outer.hasNext()).isFalse();
    }

    @Test
    void refusesAStringWhereAListIsExpectedAndTheReverse() {
        byte[] list = Rlp.list(Rlp.list(), Rlp.number(1));
        assertThatThrownBy(() -> RlpReader.ofList(list, 0).string()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RlpReader.ofList(list, 0).skip().list()).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesWhatIsNotInShortestForm() {
        assertRefused("c28101");
        assertRefused("c3b80101");
        assertRefused("c200");
        assertRefused("c0c0");
        assertRefused("f80180");
        assertRefused("c4bfffffff");
        assertRefused("83646f67");
        assertRefused("");
    }

    private static void assertRefused(String hex) {
        assertThatThrownBy(() -> {
                    RlpReader reader = RlpReader.ofList(Hex.decode(hex), 0);
                    reader.number();
                })
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String hex(byte[] bytes) {
        return Hex.encode(bytes);
    }
}
