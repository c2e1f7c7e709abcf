package org.alys.node.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A file system of its own over a directory, which only programs see that are started inside. It is in memory and in a mount namespace
 * whose anchor is a process that ends when its input does, so that nothing stays behind, not even of a test that was killed.
 */
final class SmallDisk implements AutoCloseable {
    private static final String MOUNT = "mount -t tmpfs -o size=\"$1\"m,mode=700 tmpfs \"$0\" && echo up && exec cat";
    private static final String ENTER = "cd \"$0\" && exec \"$@\"";
    private static final long MIB = 1 << 20;
    private static final int[] STEPS = {(int) MIB, 1 << 12, 1};

    private final Process anchor;
    private final Path directory;

    private SmallDisk(Process anchor, Path directory) {
        this.anchor = anchor;
        this.directory = directory;
    }

    /** Mounts it; what {@code directory} holds is copied. */
    static SmallDisk over(Path directory, int mebibytes) throws IOException, InterruptedException {
        Process anchor = new ProcessBuilder(
                        "unshare", "--mount", "sh", "-c", MOUNT, directory.toString(), Integer.toString(mebibytes))
                .redirectErrorStream(true)
                .start();
        SmallDisk disk = new SmallDisk(anchor, directory);
        String said = anchor.inputReader().readLine();
        if (!"up".equals(said)) {
            disk.close();
        }
        assertThat(said).as("the kernel gives a file system").isEqualTo("up");
        run("cp", "-a", directory + "/.", disk.path("").toString());
        return disk;
    }

    /** Skips the test where file systems cannot be mounted, except in CI. */
    static void require() throws IOException {
        boolean root = Files.exists(Path.of("/proc/self/ns/mnt"))
                && Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        if ("true".equals(System.getenv("CI"))) {
            assertThat(root).as("CI runs as root, on Linux").isTrue();
        }
        assumeTrue(root, "skipped: mounting a file system needs root, on Linux");
    }

    /** Where a file of the disk is for who is not inside. */
    Path path(String name) {
        return Path.of("/proc/" + anchor.pid() + "/root" + directory, name);
    }

    /** The command that runs {@code program} inside. */
    List<String> inside(List<String> program) {
        List<String> words = new ArrayList<>(List.of(
                "nsenter",
                "--target",
                Long.toString(anchor.pid()),
                "--mount",
                "--",
                "sh",
                "-c",
                ENTER,
                directory.toString()));
        words.addAll(program);
        return words;
    }

    /** Takes all the space that is left. */
    void fill() throws IOException {
        Path ballast = path("ballast");
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
        try (FileChannel ballast = FileChannel.open(path("ballast"), StandardOpenOption.WRITE)) {
            ballast.truncate(ballast.size() - mebibytes * MIB);
        }
    }

    /** Gives back all that {@link #fill} took. */
    void free() throws IOException {
        Files.delete(path("ballast"));
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    /** The file system goes when nobody is inside any more. */
    @Override
    public void close() {
        anchor.destroyForcibly();
        anchor.onExit().join();
    }
}
