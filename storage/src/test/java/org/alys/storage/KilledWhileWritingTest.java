package org.alys.storage;

import static org.alys.storage.Roots.bytes;
import static org.alys.storage.Roots.root;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KilledWhileWritingTest {
    private static final int ROUNDS = 5;

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void allColumnsAgreeAndNothingReportedIsLost(Durability durability) throws InterruptedException {
        Random random = new Random(11);
        for (int round = 0; round < ROUNDS; round++) {
            long lastReported = writeUntilKilled(durability, 1 + random.nextInt(400));
            requireConsistent(lastReported);
        }
    }

    private long writeUntilKilled(Durability durability, int batches) throws InterruptedException {
        try (ChildJvm child = ChildJvm.start(BatchChild.class, directory.toString(), durability.name())) {
            long lastReported = -1;
            for (int i = 0; i < batches; i++) {
                lastReported = Long.parseLong(child.readLine().orElseThrow());
            }
            List<String> unread = child.kill();
            // The kill may cut off the last line.
            return unread.size() < 2 ? lastReported : Long.parseLong(unread.get(unread.size() - 2));
        }
    }

    private void requireConsistent(long lastReported) {
        try (ChainDatabase database = ChainDatabase.open(directory, Roots.GENESIS, BatchChild.OPTIONS)) {
            long last = database.finalPoint().orElseThrow().height();
            assertThat(last).isBetween(lastReported, Long.MAX_VALUE);
            assertThat(database.finalPoint()).contains(BatchChild.point(last));
            assertThat(database.head()).contains(BatchChild.point(last + 1));
            assertThat(database.tailAbove(-1)).containsExactly(new TailBlock(last + 1, root(last + 1)));
            assertThat(database.state(root(last))).contains(BatchChild.block(last));
            assertThat(database.state(root(last - 1))).isEmpty();
            assertThat(database.checkpoint("book")).contains(bytes("book " + last));
            assertThat(database.checkpoint("sync")).contains(bytes("sync " + last));
            assertThat(database.mintedAt(BatchChild.outpoint(last))).isEqualTo(OptionalLong.of(last));
            assertThat(database.mintedAt(BatchChild.outpoint(last + 1))).isEmpty();
            assertThat(database.certificatesFrom(0)).hasSize((int) last + 1);
            assertThat(database.blocks(0, Integer.MAX_VALUE))
                    .hasSize((int) last + 1)
                    .allMatch(block -> block.bytes().equals(BatchChild.block(block.height())));
        }
    }
}
