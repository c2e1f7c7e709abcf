package org.alys.evm.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.alys.primitives.Hex;
import org.alys.primitives.rlp.Rlp;
import org.alys.primitives.rlp.RlpReader;
import org.junit.jupiter.api.Test;

/** Source: ethereum/tests, RLPTests. An item is read as the only one of a list. */
class RlpVectorsTest {
    @Test
    void encodesAndReadsTheValidOnes() throws IOException, InterruptedException {
        JsonNode vectors = read("rlptest.json");
        assertThat(vectors).hasSizeGreaterThan(20);
        vectors.properties().forEach(entry -> {
            byte[] expected = bytes(entry.getValue());
            byte[] encoded = encode(entry.getValue().path("in"));
            assertThat(encoded).as(entry.getKey()).isEqualTo(expected);
            assertThat(again(expected)).as(entry.getKey()).isEqualTo(expected);
        });
    }

    @Test
    void refusesTheInvalidOnes() throws IOException, InterruptedException {
        JsonNode vectors = read("invalidRLPTest.json");
        assertThat(vectors).hasSizeGreaterThan(20);
        vectors.properties().forEach(entry -> {
            byte[] encoded = bytes(entry.getValue());
            assertThatThrownBy(() -> again(encoded)).as(entry.getKey()).isInstanceOf(IllegalArgumentException.class);
        });
    }

    @Test
    void readsTheRandomOnes() throws IOException, InterruptedException {
        JsonNode vectors = read("RandomRLPTests/example.json");
        assertThat(vectors).isNotEmpty();
        vectors.properties().forEach(entry -> {
            byte[] encoded = bytes(entry.getValue());
            assertThat(entry.getValue().path("in").asText()).isEqualTo("VALID");
            assertThat(again(encoded)).as(entry.getKey()).isEqualTo(encoded);
        });
    }

    private static byte[] encode(JsonNode value) {
        if (value.isArray()) {
            List<byte[]> items = new ArrayList<>();
            value.forEach(item -> items.add(encode(item)));
            return Rlp.list(items);
        }
        String text = value.asText();
        if (value.isNumber()) {
            return Rlp.number(value.bigIntegerValue());
        }
        return text.startsWith("#")
                ? Rlp.number(new BigInteger(text.substring(1)))
                : Rlp.string(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads one item with all that is in it, and writes it again. */
    private static byte[] again(byte[] encoded) {
        RlpReader items = RlpReader.ofList(inList(encoded), 0);
        byte[] item = item(items);
        items.end();
        return item;
    }

    private static byte[] item(RlpReader items) {
        if (!items.nextIsList()) {
            return Rlp.string(items.string());
        }
        RlpReader list = items.list();
        List<byte[]> inner = new ArrayList<>();
        while (list.hasNext()) {
            inner.add(item(list));
        }
        return Rlp.list(inner);
    }

    private static byte[] inList(byte[] encoded) {
        return Rlp.list(List.of(encoded));
    }

    private static byte[] bytes(JsonNode vector) {
        return Hex.decode(vector.path("out").asText());
    }

    private static JsonNode read(String file) throws IOException, InterruptedException {
        Path tests = EthereumTests.directory().resolve("RLPTests");
        return new ObjectMapper().readTree(tests.resolve(file).toFile());
    }
}
