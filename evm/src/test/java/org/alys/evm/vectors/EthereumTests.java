package org.alys.evm.vectors;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Unpacks a part of ethereum/tests. */
public final class EthereumTests {
    private static final String ARCHIVE = "ethereum-tests.tar.xz";

    private EthereumTests() {}

    /**
     * The JSON files of {@code part}, such as TransactionTests, in order of their names, unpacked into {@code directory}. Skips the
     * test when there are none here.
     */
    public static List<Path> unpack(String part, Path directory) throws IOException, InterruptedException {
        Path archive = Optional.ofNullable(System.getenv("ALYS_VECTORS"))
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("alys.root", "")).resolve("../shared/vectors"))
                .resolve(ARCHIVE);
        if (!Files.exists(archive)) {
            String message = "no ethereum/tests at " + archive + "; set ALYS_VECTORS";
            abort(message);
        }
        Process tar = new ProcessBuilder("tar", "-xJf", archive.toString(), "-C", directory.toString(), part)
                .inheritIO()
                .start();
        if (tar.waitFor() != 0) {
            throw new IOException("tar could not unpack " + part + " from " + archive);
        }
        try (Stream<Path> files = Files.walk(directory.resolve(part))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }
}
