package org.alys.evm.precompile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.alys.primitives.Bytes;

/** Input and output of precompiled contracts, in the JSON form of EIP-2537 and of the tests of execution clients. */
final class Vectors {
    private Vectors() {}

    /**
     * A vector.
     *
     * @param expected the output; empty when the input must be refused
     * @param gas the price, where the file has it
     */
    record Vector(String name, Bytes input, Optional<String> expected, Optional<Long> gas) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** The vectors of a file in {@code precompiles} of the test resources. */
    static Stream<Vector> of(String file) throws IOException {
        try (InputStream in = Objects.requireNonNull(Vectors.class.getResourceAsStream("/precompiles/" + file), file)) {
            return StreamSupport.stream(new ObjectMapper().readTree(in).spliterator(), false)
                    .map(Vectors::vector);
        }
    }

    private static Vector vector(JsonNode node) {
        return new Vector(
                node.path("Name").asText(),
                Bytes.fromHex(node.path("Input").asText()),
                Optional.ofNullable(node.get("Expected")).map(JsonNode::asText),
                Optional.ofNullable(node.get("Gas")).map(JsonNode::asLong));
    }
}
