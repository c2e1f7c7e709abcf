package org.alys.node.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file system of its own over a directory, which only programs see that are started inside. It is in a mount namespace whose anchor is a
 * process that ends when its input does, so that nothing stays behind, not even of a test that was killed.
 */
final class PrivateMount implements AutoCloseable {
    private static final String ENTER = "cd \"$0\" && exec \"$@\"";

    private final Process anchor;
    private final Path directory;

    private PrivateMount(Process anchor, Path directory) {
        this.anchor = anchor;
        this.directory = directory;
    }

    /**
     * Mounts it; what {@code directory} holds is copied.
     *
     * @param mount a line for a shell that does it, in which {@code $0} is the directory
     * @param arguments {@code $1} and so on
     */
    static PrivateMount over(Path directory, String mount, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("unshare", "--mount", "sh", "-c", mount + " && echo up && exec cat", directory.toString()));
        command.addAll(List.of(arguments));
        Process anchor = new ProcessBuilder(command).redirectErrorStream(true).start();
        PrivateMount mounted = new PrivateMount(anchor, directory);
        String said = anchor.inputReader().readLine();
        if (!"up".equals(said)) {
            mounted.close();
        }
        assertThat(said).as("the kernel gives a file system").isEqualTo("up");
        run(List.of("cp", "-a", directory + "/.", mounted.path("").toString()));
        return mounted;
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

    /** Where a file is for who is not inside. */
    Path path(String name) {
        return Path.of("/proc/" + anchor.pid() + "/root" + directory, name);
    }

    /** The command that runs {@code program} inside, in the directory. */
    List<String> inside(List<String> program) {
        return enter(directory, program);
    }

    /** Runs a line of a shell inside, but not in the directory; {@code $0} is the directory, {@code $1} and so on are the arguments. */
    void shell(String line, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", line, directory.toString()));
        command.addAll(List.of(arguments));
        run(enter(Path.of("/"), command));
    }

    /** What is mounted, as {@code /proc/mounts} has it, one file system in a line. */
    List<String> mounts() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + anchor.pid() + "/mounts"));
    }

    private List<String> enter(Path at, List<String> program) {
        List<String> words = new ArrayList<>(List.of(
                "nsenter", "--target", Long.toString(anchor.pid()), "--mount", "--", "sh", "-c", ENTER, at.toString()));
        words.addAll(program);
        return words;
    }

    static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s: %s", command, output).isZero();
    }

    /** The file system goes when nobody is inside any more. */
    @Override
    public void close() {
        anchor.destroyForcibly();
        anchor.onExit().join();
    }
}
