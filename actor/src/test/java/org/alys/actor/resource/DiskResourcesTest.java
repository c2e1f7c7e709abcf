package org.alys.actor.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskResourcesTest {
    @TempDir
    private Path directory;

    @Test
    void readsHowFullTheFileSystemIs() throws IOException {
        FileStore store = Files.getFileStore(directory);
        double used = (double) store.getTotalSpace() - store.getUnallocatedSpace();

        assertThat(new DiskResources(directory).read()).singleElement().satisfies(disk -> {
            assertThat(disk.resource()).isEqualTo(DiskResources.DISK);
            assertThat(disk.use()).isCloseTo(used / (used + store.getUsableSpace()), within(0.02));
        });
    }

    @Test
    void readsNothingWhereThereIsNoDirectory() {
        assertThat(new DiskResources(directory.resolve("missing")).read()).isEmpty();
    }
}
