package org.alys.evm.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The blockchain tests of Ethereum, a directory at a time. Left out: docs/ethereum-tests.md. */
class BlockchainTest {

    @TestFactory
    Stream<DynamicTest> everyChainIsJudgedAsItSays() throws IOException, InterruptedException {
        Path root = EthereumTests.directory().resolve("BlockchainTests");
        Map<Path, List<Path>> directories = EthereumTests.files(root).stream()
                .collect(Collectors.groupingBy(
                        file -> root.relativize(file.getParent()), TreeMap::new, Collectors.toList()));
        return directories.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey().toString(), () -> run(entry.getValue())));
    }

    private static void run(List<Path> files) throws IOException {
        List<String> failures = new ArrayList<>();
        for (Path file : files) {
            for (BlockTestCase test : BlockTestFile.read(file)) {
                CaseResult result = BlockTestRunner.run(test);
                result.error().ifPresent(error -> failures.add(file.getFileName() + ": " + result.toJson()));
            }
        }
        assertThat(failures).isEmpty();
    }
}
