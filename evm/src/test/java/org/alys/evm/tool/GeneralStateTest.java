package org.alys.evm.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The state tests of Ethereum: root and logs of every case, a directory at a time. Left out: docs/ethereum-tests.md. */
class GeneralStateTest {
    /** Much gas for little that others do not test. */
    private static final Set<String> SLOW =
            Set.of("stTimeConsuming", "stQuadraticComplexityTest", "stAttackTest", "stStaticCall", "vmPerformance");

    private final StateTestRunner runner = new StateTestRunner();

    @TestFactory
    Stream<DynamicTest> everyCaseEndsInTheStateThatItSays() throws IOException, InterruptedException {
        Path root = EthereumTests.directory().resolve("GeneralStateTests");
        try (Stream<Path> directories = Files.list(root)) {
            return directories.filter(Files::isDirectory).sorted().toList().stream()
                    .map(directory ->
                            DynamicTest.dynamicTest(directory.getFileName().toString(), () -> runDirectory(directory)));
        }
    }

    private void runDirectory(Path directory) throws IOException {
        List<String> failures = new ArrayList<>();
        List<Path> files = EthereumTests.files(directory);
        for (int i = 0; i < files.size(); i++) {
            boolean slow = SLOW.stream().anyMatch(files.get(i).toString()::contains);
            if (EthereumTests.runsAll() || (i % 2 == 0 && !slow)) {
                failures.addAll(failures(files.get(i)));
            }
        }
        assertThat(failures).isEmpty();
    }

    private List<String> failures(Path file) throws IOException {
        return StateTestFile.read(file).stream()
                .map(runner::run)
                .filter(result -> !result.passed())
                .map(result -> file.getFileName() + " " + result.name() + " " + result.fork() + ": "
                        + result.error().orElseThrow())
                .toList();
    }
}
