package org.alys.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.alys.node.sync.SyncClass;
import org.alys.node.sync.SyncPhase;
import org.alys.node.sync.SyncStatus;
import org.junit.jupiter.api.Test;

class SyncBarTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final AtomicReference<SyncStatus> status = new AtomicReference<>(SyncStatus.UNKNOWN);
    private final SyncBar bar = SyncBar.still(new PrintStream(written, true, StandardCharsets.UTF_8), status::get);

    private String drawn() {
        written.reset();
        bar.draw();
        return written.toString(StandardCharsets.UTF_8);
    }

    @Test
    void drawsWhileBlocksComeAndLeavesNothingBehind() {
        assertThat(drawn()).isEmpty();
        status.set(new SyncStatus(
                SyncPhase.DOWNLOADING,
                new SyncClass.Syncing(0.5),
                2500,
                5000,
                400,
                Optional.of(Duration.ofSeconds(7)),
                3,
                false,
                true,
                Optional.empty()));
        assertThat(drawn())
                .isEqualTo("\r\u001b[K[===============>              ] downloading, 2500 of 5000 blocks (50.0 %),"
                        + " 400.0 blocks/s, 7 s left, 3 peers");
        status.set(SyncStatus.UNKNOWN);
        assertThat(drawn()).isEqualTo("\r\u001b[K");
        assertThat(drawn()).isEmpty();
    }
}
