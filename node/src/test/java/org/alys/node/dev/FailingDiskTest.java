package org.alys.node.dev;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A member whose disk breaks: it ends and says why, has signed nothing that is not on the disk, and goes on when that is mended. */
@Timeout(900)
class FailingDiskTest {
    private static final String CODES = "(STO001|STO008|STO013|EVM001|EVM005)";

    @TempDir
    private Path directory;

    private interface Break {
        void apply(BreakableDisk disk) throws IOException, InterruptedException;
    }

    @Test
    @EnabledIfSystemProperty(named = "alys.test.all", matches = "true")
    void endsWhenItsFileSystemBecomesReadOnly() throws IOException, InterruptedException {
        endsAndContinuesWithItsData(BreakableDisk::turnReadOnly);
    }

    /** As after power loss, the disk has only what was synced. */
    @Test
    void endsWhenItsDiskAnswersNoMore() throws IOException, InterruptedException {
        endsAndContinuesWithItsData(BreakableDisk::stopAnswering);
    }

    private void endsAndContinuesWithItsData(Break event) throws IOException, InterruptedException {
        BreakableDisk.require();
        try (DiskTrial trial = DiskTrial.start(directory);
                BreakableDisk disk = BreakableDisk.over(trial.memberData(), directory.resolve("disk.img"))) {
            trial.makeIndispensable(disk.mount());
            event.apply(disk);
            long kept = trial.ends(CODES, () -> {});
            trial.doesNotStart(disk.mount(), CODES);
            disk.mend();
            trial.storedEveryVote(disk.mount());
            trial.goesOn(disk.mount(), trial.signaturesOn(disk.mount()), kept);
            trial.killMember();
        }
    }
}
