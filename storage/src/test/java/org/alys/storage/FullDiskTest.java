package org.alys.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real file system of 64 MB, mounted where only the child process sees it. */
class FullDiskTest {
    private static final String MOUNT = "mount -t tmpfs -o size=64m tmpfs \"$0\"";

    @TempDir
    Path directory;

    @Test
    void bothStoresReportAFullDiskAndLoseNothing() throws IOException, InterruptedException {
        assumeTrue(canMount(), "this system does not let a user mount a file system of its own (unshare -rm)");

        List<String> launcher = List.of("unshare", "-rm", "sh", "-c", MOUNT + " && exec \"$@\"", directory.toString());
        try (ChildJvm child = ChildJvm.start(launcher, FullDiskChild.class, directory.toString())) {
            for (String what : List.of("begin chain", "begin signing", "write chain", "sign")) {
                assertThat(child.readLine()).as(what).isEqualTo(Optional.of("STO007"));
            }
            assertThat(child.readLine()).isEqualTo(Optional.of("intact"));
            assertThat(child.waitFor()).isZero();
        }
    }

    private boolean canMount() throws InterruptedException {
        try {
            Process process = new ProcessBuilder("unshare", "-rm", "sh", "-c", MOUNT, directory.toString())
                    .redirectErrorStream(true)
                    .start();
            process.getInputStream().readAllBytes();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
