package org.alys.node.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An ext4 file system in a file, which can be brought into the states that a disk with errors brings it into. */
final class BreakableDisk implements AutoCloseable {
    private static final long SIZE = 256L << 20;
    private static final String MOUNT = "mount -o loop,errors=remount-ro \"$1\" \"$0\"";
    /** Status 1 means that there were errors, and that they are mended. */
    private static final String MEND = "umount \"$0\" && { e2fsck -f -y \"$1\" || test $? = 1; } && " + MOUNT;
    /** The request for {@code EXT4_IOC_SHUTDOWN}, and its flag to drop what the disk does not have yet. */
    private static final String SHUT_DOWN =
            "perl -e 'open(my $d, \"<\", $ARGV[0]) or die $!; my $f = pack(\"L\", 2); ioctl($d, 0x8004587d, $f) or die $!' \"$0\"";

    private final PrivateMount mount;
    private final Path directory;
    private final Path image;

    private BreakableDisk(PrivateMount mount, Path directory, Path image) {
        this.mount = mount;
        this.directory = directory;
        this.image = image;
    }

    /** @param image the file, which is made */
    static BreakableDisk over(Path directory, Path image) throws IOException, InterruptedException {
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(SIZE);
        }
        PrivateMount.run(List.of("mkfs.ext4", "-q", image.toString()));
        return new BreakableDisk(PrivateMount.over(directory, MOUNT, image.toString()), directory, image);
    }

    /** Skips the test where there is no ext4, or a file cannot be mounted, except in CI. */
    static void require() throws IOException {
        PrivateMount.require();
        for (String needed :
                List.of("/sys/fs/ext4/features", "/dev/loop-control", "/usr/bin/perl", "/sbin/mkfs.ext4")) {
            boolean there = Files.exists(Path.of(needed));
            if ("true".equals(System.getenv("CI"))) {
                assertThat(there).as("CI needs " + needed).isTrue();
            }
            assumeTrue(there, "skipped: " + needed + " is not here");
        }
    }

    PrivateMount mount() {
        return mount;
    }

    /** As the kernel does when it finds the file system damaged: nothing can be written any more, not even to open files. */
    void turnReadOnly() throws IOException {
        List<String> devices = mount.mounts().stream()
                .map(line -> line.split(" "))
                .filter(words -> words[1].equals(directory.toString()) && words[2].equals("ext4"))
                .map(words -> words[0])
                .toList();
        assertThat(devices).hasSize(1);
        Files.writeString(
                Path.of(
                        "/sys/fs/ext4",
                        Path.of(devices.getFirst()).getFileName().toString(),
                        "trigger_fs_error"),
                "1");
    }

    /** Whatever is asked of it is an I/O error from now on, and what was not synced is lost. */
    void stopAnswering() throws IOException, InterruptedException {
        mount.shell(SHUT_DOWN);
    }

    /** Only while nobody uses it. */
    void mend() throws IOException, InterruptedException {
        mount.shell(MEND, image.toString());
    }

    @Override
    public void close() {
        mount.close();
    }
}
