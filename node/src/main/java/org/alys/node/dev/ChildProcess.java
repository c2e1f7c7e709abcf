package org.alys.node.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program that runs as long as the development chain does. Its output goes to a log file; its process id is kept in a
 * file, so that a run that was killed leaves nothing behind: the next start ends the orphan first.
 */
final class ChildProcess implements AutoCloseable {
    private static final int LOG_LINES_SHOWN = 15;

    private final String name;
    private final Process process;
    private final Path log;
    private final Path pidFile;
    private final Duration patience;

    private ChildProcess(String name, Process process, Path log, Path pidFile, Duration patience) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.pidFile = pidFile;
        this.patience = patience;
    }

    /**
     * Starts {@code command} in {@code directory}.
     *
     * @param patience how long the program may take to end by itself when asked to
     */
    static ChildProcess start(String name, Path directory, List<String> command, Duration patience) throws IOException {
        Files.createDirectories(directory);
        Path pidFile = directory.resolve(name + ".pid");
        endOrphan(pidFile, patience);
        Path log = directory.resolve(name + ".log");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(log.toFile()))
                .start();
        Files.writeString(pidFile, process.pid() + " " + startedAt(process.toHandle()) + "\n");
        return new ChildProcess(name, process, log, pidFile, patience);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Empty while the program runs. */
    OptionalInt exitStatus() {
        return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
    }

    /** What the program last said, for a person who must find out why it ended. */
    String lastWords() {
        try (Stream<String> lines = Files.lines(log)) {
            List<String> all = lines.toList();
            return String.join("\n", all.subList(Math.max(0, all.size() - LOG_LINES_SHOWN), all.size()));
        } catch (IOException | UncheckedIOException e) {
            return "(its log " + log + " cannot be read: " + e.getMessage() + ")";
        }
    }

    String name() {
        return name;
    }

    /** Ends the program at once. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Asks the program to end, waits, and kills it when it does not. */
    @Override
    public void close() {
        end(process.toHandle(), patience);
        try {
            Files.deleteIfExists(pidFile);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + pidFile, e);
        }
    }

    /** Process ids are reused, so the start time must match as well before anything is ended. */
    private static void endOrphan(Path pidFile, Duration patience) throws IOException {
        if (!Files.exists(pidFile)) {
            return;
        }
        String[] words = Files.readString(pidFile).strip().split(" ");
        if (words.length == 2 && words[0].chars().allMatch(Character::isDigit)) {
            Optional<ProcessHandle> orphan = ProcessHandle.of(Long.parseLong(words[0]));
            orphan.filter(handle -> startedAt(handle).equals(words[1])).ifPresent(handle -> end(handle, patience));
        }
        Files.delete(pidFile);
    }

    private static void end(ProcessHandle handle, Duration patience) {
        handle.destroy();
        try {
            handle.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            handle.destroyForcibly();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            handle.destroyForcibly();
            handle.onExit().join();
        }
    }

    private static String startedAt(ProcessHandle handle) {
        return handle.info().startInstant().map(Object::toString).orElse("unknown");
    }
}
