package org.alys.node.dev;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A member whose disk fills up: it ends and says why, signs nothing that it did not store, and goes on when there is space again. */
@Timeout(900)
class FullDiskTest {
    @TempDir
    private Path directory;

    /** There is less space than the databases reserve for their logs, which would last them for a while: they are the first to need more. */
    @Test
    void endsWhenADatabaseFindsNoSpace() throws IOException, InterruptedException {
        endsAndContinuesWithItsData(64, 3, "(EVM004|STO007)");
    }

    /** The databases have their reserves; slashing protection needs more space every 16 slots or so. */
    @Test
    @EnabledIfSystemProperty(named = "alys.test.all", matches = "true")
    void endsWhenAVoteFindsNoSpace() throws IOException, InterruptedException {
        endsAndContinuesWithItsData(192, 160, "STO007.*could not record a signature");
    }

    private void endsAndContinuesWithItsData(int mebibytes, int free, String complaint)
            throws IOException, InterruptedException {
        PrivateMount.require();
        try (DiskTrial trial = DiskTrial.start(directory);
                SmallDisk disk = SmallDisk.over(trial.memberData(), mebibytes)) {
            disk.fill();
            trial.doesNotStart(disk.mount(), "(EVM004|STO007).*Free space and restart the node");
            disk.free(free);
            SeenSignatures signed = trial.signaturesOn(disk.mount());
            trial.makeIndispensable(disk.mount());
            disk.fill();
            long kept = trial.ends(complaint, signed::look);
            trial.storedEveryVote(disk.mount());
            disk.free();
            trial.goesOn(disk.mount(), signed, kept);
            trial.killMember();
        }
    }
}
