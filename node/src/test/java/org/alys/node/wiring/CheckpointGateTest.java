package org.alys.node.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.alys.node.chain.Checkpoint;
import org.alys.primitives.Bytes32;
import org.alys.storage.ChainDatabase;
import org.alys.storage.ChainPoint;
import org.alys.storage.DatabaseOptions;
import org.alys.storage.ImportBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointGateTest {
    private static final Bytes32 GENESIS = root(1);

    @TempDir
    private Path directory;

    private static Bytes32 root(int number) {
        return Bytes32.fromHex("%064x".formatted(number));
    }

    @Test
    void aChainWithAnotherBlockAtThatHeightIsRefused() {
        try (ChainDatabase database = ChainDatabase.open(directory, GENESIS, DatabaseOptions.standard())) {
            database.write(
                    new ImportBatch().finalise(List.of(new ChainPoint(0, 5, GENESIS), new ChainPoint(1, 6, root(2)))));
            assertThatThrownBy(() -> CheckpointGate.check(Optional.of(new Checkpoint(root(3), 1)), database))
                    .isInstanceOfSatisfying(
                            StartException.class,
                            refused -> assertThat(refused.code()).isEqualTo("SYN004"));
            assertThatCode(() -> {
                        CheckpointGate.check(Optional.of(new Checkpoint(root(2), 1)), database);
                        CheckpointGate.check(Optional.of(new Checkpoint(root(3), 2)), database);
                        CheckpointGate.check(Optional.empty(), database);
                    })
                    .doesNotThrowAnyException();
        }
    }
}
