package org.alys.evm.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.alys.evm.store.RocksStore;
import org.alys.primitives.Bytes32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledWhileCommittingTest {
    private static final int ROUNDS = 4;

    @TempDir
    Path directory;

    @Test
    void opensAtABlockBoundaryWithAllThatWasReported() throws IOException, InterruptedException {
        Random random = new Random(3);
        for (int round = 0; round < ROUNDS; round++) {
            requireConsistent(commitUntilKilled(1 + random.nextInt(150)));
        }
    }

    private long commitUntilKilled(int blocks) throws IOException, InterruptedException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", ""));
        List<String> command = List.of(
                Path.of(System.getProperty("java.home", ""), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath,
                CommittingChild.class.getName(),
                directory.toString());
        Process child = new ProcessBuilder(command)
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

    private void requireConsistent(long lastReported) {
        try (RocksStore store = CommittingChild.open(directory)) {
            StateDatabase database = StateDatabase.open(store, CommittingChild.SETTINGS);
            long last = Script.last(database);
            assertThat(last).isGreaterThanOrEqualTo(lastReported);
            for (long number = last; number >= Math.max(0, last - 4); number--) {
                Bytes32 hash = Script.hash(number);
                assertThat(database.find(hash))
                        .contains(new StateHead(
                                hash, number, Script.stateAfter(number).root()));
                StateProof proof = database.proof(hash, Deltas.address(1), List.of(), () -> {})
                        .orElseThrow();
                assertThat(StateProofs.verifies(proof)).isTrue();
            }
            Bytes32 onTop =
                    database.root(Script.hash(last), Script.delta(last + 1)).orElseThrow();
            assertThat(onTop).isEqualTo(Script.stateAfter(last + 1).root());
        }
    }
}
