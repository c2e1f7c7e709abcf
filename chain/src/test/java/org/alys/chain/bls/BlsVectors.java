package org.alys.chain.bls;

import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The vectors of ethereum/bls12-381-tests, unpacked into a directory of the test's own. */
record BlsVectors(Path directory) {
    /** One file: the input, what must come out, and the name for messages. */
    record Vector(String name, JsonNode input, JsonNode output) {}

    static BlsVectors unpackInto(Path directory) throws IOException, InterruptedException {
        Path archive = vectorsDirectory().resolve("bls/eth-bls-v0.1.1.tar.xz");
        if (!Files.exists(archive)) {
            String message = "no BLS test vectors at " + archive + "; set ALYS_VECTORS";
            abort(message);
        }
        Process tar = new ProcessBuilder("tar", "-xJf", archive.toString(), "-C", directory.toString())
                .inheritIO()
                .start();
        if (tar.waitFor() != 0) {
            throw new IOException("tar could not unpack " + archive);
        }
        return new BlsVectors(directory);
    }

    private static Path vectorsDirectory() {
        return Optional.ofNullable(System.getenv("ALYS_VECTORS"))
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("alys.root", "")).resolve("../shared/vectors"));
    }

    /** All vectors of one kind, at least one. */
    List<Vector> of(String kind) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        try (Stream<Path> files = Files.list(directory.resolve(kind))) {
            List<Path> sorted = files.sorted().toList();
            if (sorted.isEmpty()) {
                throw new IOException("no vectors of kind " + kind);
            }
            return sorted.stream().map(file -> read(mapper, file)).toList();
        }
    }

    private static Vector read(ObjectMapper mapper, Path file) {
        try {
            JsonNode tree = mapper.readTree(file.toFile());
            return new Vector(String.valueOf(file.getFileName()), tree.path("input"), tree.path("output"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
