package org.alys.evm.tool;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The archive of ethereum/tests, unpacked into the build directory once. */
public final class EthereumTests {
    /** Set to run every test instead of the faster half. */
    private static final String ALL = "alys.test.all";

    private EthereumTests() {}

    public static boolean runsAll() {
        return Boolean.getBoolean(ALL);
    }

    /** The unpacked directory; skips the test when there is no archive. */
    public static synchronized Path directory() throws IOException, InterruptedException {
        Path archive = vectors().resolve("ethereum-tests.tar.xz");
        if (!Files.exists(archive)) {
            Assumptions.abort("no vectors at " + archive + ": set ALYS_VECTORS");
        }
        Path target = Path.of("target", "ethereum-tests").toAbsolutePath();
        Path stamp = target.resolve("unpacked-" + Files.size(archive));
        if (!Files.exists(stamp)) {
            unpack(archive, target);
            Files.createFile(stamp);
        }
        return target;
    }

    /** The JSON files under a directory, in order. */
    public static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    private static void unpack(Path archive, Path target) throws IOException, InterruptedException {
        Files.createDirectories(target);
        Process tar = new ProcessBuilder("tar", "-xf", archive.toAbsolutePath().toString(), "-C", target.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(tar.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (tar.waitFor() != 0) {
            fail("tar could not unpack " + archive + ": " + output);
        }
    }

    private static Path vectors() {
        return Optional.ofNullable(System.getenv("ALYS_VECTORS"))
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("alys.root", "."), "..", "shared", "vectors"));
    }
}
