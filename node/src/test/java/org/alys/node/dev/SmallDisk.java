package org.alys.node.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A disk in memory that can be filled. */
final class SmallDisk implements AutoCloseable {
    private static final String MOUNT = "mount -t tmpfs -o size=\"$1\"m,mode=700 tmpfs \"$0\"";
    private static final long MIB = 1 << 20;
    private static final int[] STEPS = {(int) MIB, 1 << 12, 1};

    private final PrivateMount mount;

    private SmallDisk(PrivateMount mount) {
        this.mount = mount;
    }

    static SmallDisk over(Path directory, int mebibytes) throws IOException, InterruptedException {
        return new SmallDisk(PrivateMount.over(directory, MOUNT, Integer.toString(mebibytes)));
    }

    PrivateMount mount() {
        return mount;
    }

    /** Takes all the space that is left. */
    void fill() throws IOException {
        Path ballast = mount.path("ballast");
        for (int step : STEPS) {
            append(ballast, new byte[step]);
        }
        assertThat(ballast.toFile().getUsableSpace()).isZero();
    }

    private static void append(Path file, byte[] bytes) throws IOException {
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (true) {
                out.write(bytes);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left on device");
        }
    }

    /** Gives back some of what {@link #fill} took. */
    void free(int mebibytes) throws IOException {
        try (FileChannel ballast = FileChannel.open(mount.path("ballast"), StandardOpenOption.WRITE)) {
            ballast.truncate(ballast.size() - mebibytes * MIB);
        }
    }

    /** Gives back all that {@link #fill} took. */
    void free() throws IOException {
        Files.delete(mount.path("ballast"));
    }

    @Override
    public void close() {
        mount.close();
    }
}
