package org.alys.node.sync;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * Keeps an operator's order over restarts. A text file: the line {@code sync-order 1}, then one of {@code until HEIGHT},
 * {@code paused TIME} and {@code paused TIME at HEIGHT}, the time as in ISO 8601. There is none while the sync just goes on.
 */
final class OrderFile {
    private static final String HEADER = "sync-order 1";
    private static final String UNTIL = "until";
    private static final String PAUSED = "paused";
    private static final String AT = "at";
    /** More than the longest order takes. */
    private static final int MAX_LENGTH = 200;

    private final Path file;

    /** @param file made, with its directory, when there is something to keep */
    OrderFile(Path file) {
        this.file = file;
    }

    /** The order that was kept; {@link SyncOrder.Unreadable} when it is damaged. */
    SyncOrder load() {
        if (Files.notExists(file)) {
            return new SyncOrder.GoOn();
        }
        try {
            if (Files.size(file) > MAX_LENGTH) {
                return new SyncOrder.Unreadable(file + " is longer than " + MAX_LENGTH + " bytes");
            }
            return read(Files.readAllLines(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            return new SyncOrder.Unreadable(file + ": " + e);
        } catch (IllegalArgumentException | DateTimeException e) {
            return new SyncOrder.Unreadable(file + ": " + e.getMessage());
        }
    }

    private static SyncOrder read(List<String> lines) {
        if (lines.size() != 2 || !lines.getFirst().equals(HEADER)) {
            throw new IllegalArgumentException("it is not \"" + HEADER + "\" and one order");
        }
        String[] words = lines.getLast().split(" ", -1);
        if (words.length == 2 && words[0].equals(UNTIL)) {
            return new SyncOrder.GoOnTo(height(words[1]));
        }
        if (words.length == 2 && words[0].equals(PAUSED)) {
            return new SyncOrder.Paused(Instant.parse(words[1]), OptionalLong.empty());
        }
        if (words.length == 4 && words[0].equals(PAUSED) && words[2].equals(AT)) {
            return new SyncOrder.Paused(Instant.parse(words[1]), OptionalLong.of(height(words[3])));
        }
        throw new IllegalArgumentException("not an order: " + lines.getLast());
    }

    private static long height(String word) {
        long height = Long.parseLong(word);
        if (height < 1) {
            throw new IllegalArgumentException("not a height: " + word);
        }
        return height;
    }

    /**
     * Keeps an order: when this returns, it is on the disk, whole.
     *
     * @throws IOException when it cannot be written; then the one before is kept
     */
    void save(SyncOrder order) throws IOException {
        switch (order) {
            case SyncOrder.GoOn _ -> remove();
            case SyncOrder.GoOnTo(long height) -> write(UNTIL + " " + height);
            case SyncOrder.Paused(Instant since, OptionalLong end) ->
                write(PAUSED + " " + since + (end.isPresent() ? " " + AT + " " + end.getAsLong() : ""));
            case SyncOrder.Unreadable _ ->
                throw new IllegalArgumentException("what cannot be read is not written either");
        }
    }

    private void remove() throws IOException {
        if (Files.deleteIfExists(file)) {
            syncDirectory();
        }
    }

    private void write(String order) throws IOException {
        Files.createDirectories(directory());
        Path next = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(
                next,
                HEADER + "\n" + order + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE,
                StandardOpenOption.SYNC);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        syncDirectory();
    }

    private void syncDirectory() throws IOException {
        try (FileChannel channel = FileChannel.open(directory(), StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private Path directory() {
        return file.toAbsolutePath().resolveSibling("");
    }
}
