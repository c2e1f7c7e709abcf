package org.alys.evm.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.alys.evm.block.Block;
import org.alys.evm.pool.PoolLimits;
import org.alys.evm.store.RocksStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process is killed with SIGKILL at random moments: every fork choice that was answered is there, whole, and every
 * transaction that a caller was answered for. */
class KilledWhileExtendingTest {
    private static final int ROUNDS = 4;

    @TempDir
    private Path directory;

    @Test
    void opensAtABlockWithAllThatBelongsToIt() throws IOException, InterruptedException {
        Random random = new Random(11);
        for (int round = 0; round < ROUNDS; round++) {
            requireWhole(extendUntilKilled(1 + random.nextInt(60)));
        }
    }

    private long extendUntilKilled(int blocks) throws IOException, InterruptedException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", ""));
        Process child = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home", ""), "bin", "java")
                                .toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx160m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        classPath,
                        ExtendingChild.class.getName(),
                        directory.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = child.inputReader(StandardCharsets.UTF_8)) {
            long last = -1;
            for (int i = 0; i < blocks; i++) {
                last = Long.parseLong(String.valueOf(output.readLine()));
            }
            return last;
        } finally {
            child.destroyForcibly();
            child.waitFor();
        }
    }

    private void requireWhole(long lastAnswered) {
        try (RocksStore store = ExtendingChild.open(directory);
                TestExecution test = new TestExecution(store, PoolLimits.standard(), InstantSource.system())) {
            Block head = test.chain().head();
            assertThat(head.header().number()).isBetween(lastAnswered, lastAnswered + 1);
            assertThat(test.chain().safe())
                    .isEqualTo(test.chain().blockByHash(head.header().parentHash()));
            for (long number = head.header().number(); number > Math.max(0, lastAnswered - 4); number--) {
                Block block = test.chain().blockAt(number).orElseThrow();
                assertThat(block.transactions()).hasSize(2);
                assertThat(test.place(block.transactions().get(1)))
                        .contains(new ChainReader.TransactionPlace(block, 1));
                assertThat(test.chain().receipts(block.hash()).orElseThrow()).hasSize(2);
                assertThat(test.chain().stateAfter(block)).isPresent();
            }
            for (long number = lastAnswered; number > Math.max(0, lastAnswered - 4); number--) {
                assertThat(test.execution
                                .pool()
                                .find(ExtendingChild.waiting(number).hash()))
                        .isPresent();
            }
            test.extend(head);
        }
    }
}
