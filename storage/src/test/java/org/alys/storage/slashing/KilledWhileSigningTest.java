package org.alys.storage.slashing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.alys.storage.ChildJvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledWhileSigningTest {
    private static final int ROUNDS = 10;

    @TempDir
    Path directory;

    @Test
    void everyReportedGrantIsStillRecorded() throws InterruptedException {
        Random random = new Random(7);
        long next = 1;
        for (int round = 0; round < ROUNDS; round++) {
            long lastReported = signUntilKilled(next, 1 + random.nextInt(150));
            next = requireRecorded(next, lastReported) + 1;
        }
        assertThat(next).isGreaterThan(ROUNDS);
    }

    private long signUntilKilled(long fromSlot, int grants) throws InterruptedException {
        long lastReported = fromSlot - 1;
        try (ChildJvm child = ChildJvm.start(SigningChild.class, directory.toString(), Long.toString(fromSlot))) {
            for (int i = 0; i < grants; i++) {
                lastReported = Long.parseLong(child.readLine().orElseThrow());
            }
            List<String> unread = child.kill();
            // The kill may cut off the last line.
            return unread.size() < 2 ? lastReported : Long.parseLong(unread.get(unread.size() - 2));
        }
    }

    /** Returns the last slot with a record, which may be one that was never reported. */
    private long requireRecorded(long fromSlot, long lastReported) {
        try (SlashingProtection protection = SlashingProtection.open(directory, SigningChild.IDENTITY)) {
            for (long slot = Math.max(fromSlot, protection.watermarkSlot() + 1); slot <= lastReported; slot++) {
                assertThat(protection.permitAll(SigningChild.recordsOf(slot)))
                        .allMatch(Permit.AlreadySigned.class::isInstance);
            }
            return protection.ballotsAbove(-1).stream()
                    .mapToLong(SignRecord::toSlot)
                    .max()
                    .orElseThrow();
        }
    }
}
