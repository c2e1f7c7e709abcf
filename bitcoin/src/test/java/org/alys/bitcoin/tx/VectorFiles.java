package org.alys.bitcoin.tx;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the test data that is not part of the project. Tests without it are skipped. */
public final class VectorFiles {
    private VectorFiles() {}

    /** The JSON document at {@code relativePath} below the vectors directory. */
    public static JsonNode json(String relativePath) {
        Path file = directory().resolve(relativePath);
        boolean there = Files.isRegularFile(file);
        assumeTrue(there, () -> "no test vectors at " + file + "; set ALYS_VECTORS");
        try {
            return new ObjectMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path directory() {
        return Optional.ofNullable(System.getenv("ALYS_VECTORS"))
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("alys.root", "."), "..", "shared", "vectors"));
    }
}
