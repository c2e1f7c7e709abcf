package org.alys.evm.precompile;

import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.alys.primitives.Bytes;
import org.junit.jupiter.api.Assumptions;

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

    /** The vectors of a file in {@code precompiles}; skips the test when it is absent, fails it where CI is set. */
    static Stream<Vector> of(String file) throws IOException {
        Path path = directory().resolve("precompiles").resolve(file);
        if (!Files.exists(path)) {
            if ("true".equals(System.getenv("CI"))) {
                fail("the vectors are missing: " + path);
            }
            Assumptions.abort("no vectors at " + path + ": set ALYS_VECTORS");
        }
        return StreamSupport.stream(new ObjectMapper().readTree(path.toFile()).spliterator(), false)
                .map(Vectors::vector);
    }

    private static Path directory() {
        return Optional.ofNullable(System.getenv("ALYS_VECTORS"))
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("alys.root", "."), "..", "shared", "vectors"));
    }

    private static Vector vector(JsonNode node) {
        return new Vector(
                node.path("Name").asText(),
                Bytes.fromHex(node.path("Input").asText()),
                Optional.ofNullable(node.get("Expected")).map(JsonNode::asText),
                Optional.ofNullable(node.get("Gas")).map(JsonNode::asLong));
    }
}
