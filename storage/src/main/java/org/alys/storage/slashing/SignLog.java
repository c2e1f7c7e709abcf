package org.alys.storage.slashing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alys.storage.StorageException;
import org.alys.storage.StorageFailure;

/**
 * An append-only file of what was signed. {@link #append} returns only after the disk has the entries. After a failure that
 * leaves open what the disk has, the log takes nothing more until it is opened again. Not thread-safe.
 */
final class SignLog implements AutoCloseable {
    private final Path file;
    private final LogHeader header;
    private final LogFile.Opener opener;
    private LogFile open;
    private int entries;
    private Optional<String> uncertainty = Optional.empty();

    private SignLog(Path file, LogHeader header, LogFile.Opener opener, LogFile open, int entries) {
        this.file = file;
        this.header = header;
        this.opener = opener;
        this.open = open;
        this.entries = entries;
    }

    /**
     * Starts a log that says what {@code ballots} holds, in place of what {@code file} was before. Writing it anew at every
     * start also settles what an earlier failed sync left in doubt.
     */
    static SignLog create(Path file, LogHeader header, SignedBallots ballots, LogFile.Opener opener) {
        try {
            replace(file, header, ballots, opener);
            syncDirectory(file.resolveSibling("."));
            // That directory may be new as well, and power loss must not take it with all that is signed from now on.
            syncDirectory(file.resolveSibling(".."));
            return new SignLog(file, header, opener, opener.open(file), entryCount(ballots));
        } catch (IOException e) {
            throw failure(file, "write the slashing protection", e);
        }
    }

    LogHeader header() {
        return header;
    }

    /** Entries in the file, those that no longer matter included. */
    int entries() {
        return entries;
    }

    /** Appends and syncs. On failure none of the entries counts as written. */
    void append(List<LogCodec.Entry> added) {
        requireCertain();
        long end = LogCodec.HEADER_SIZE + (long) entries * LogCodec.ENTRY_SIZE;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(added.size() * LogCodec.ENTRY_SIZE);
        int number = entries;
        for (LogCodec.Entry entry : added) {
            bytes.writeBytes(LogCodec.entry(number++, entry));
        }
        try {
            open.write(end, bytes.toByteArray());
        } catch (IOException e) {
            cutBack(end, e);
            throw failure(file, "record a signature", e);
        }
        try {
            open.sync();
        } catch (IOException e) {
            uncertainty = Optional.of("sync: " + e.getMessage());
            throw failure(file, "record a signature", e);
        }
        entries = number;
    }

    /** Writes the file anew with only what {@code ballots} holds. */
    void rewrite(SignedBallots ballots) {
        requireCertain();
        try {
            replace(file, header, ballots, opener);
        } catch (IOException e) {
            throw failure(file, "rewrite the slashing protection", e);
        }
        try {
            syncDirectory(file.resolveSibling("."));
            open.close();
            open = opener.open(file);
            entries = entryCount(ballots);
        } catch (IOException e) {
            uncertainty = Optional.of("rewrite: " + e.getMessage());
            throw failure(file, "rewrite the slashing protection", e);
        }
    }

    @Override
    public void close() {
        try {
            open.close();
        } catch (IOException e) {
            throw failure(file, "close the slashing protection", e);
        }
    }

    /** A part of an entry may be in the file now, and what is appended next must not come after it. */
    private void cutBack(long end, IOException cause) {
        try {
            open.truncate(end);
        } catch (IOException e) {
            cause.addSuppressed(e);
            uncertainty = Optional.of("write: " + cause.getMessage() + ", then truncate: " + e.getMessage());
        }
    }

    private void requireCertain() {
        if (uncertainty.isPresent()) {
            throw new StorageException(new StorageFailure.SigningHistoryUncertain(file, uncertainty.get()));
        }
    }

    private static void replace(Path file, LogHeader header, SignedBallots ballots, LogFile.Opener opener)
            throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(next);
        try (LogFile target = opener.open(next)) {
            target.write(0, image(header, ballots));
            target.sync();
        } catch (IOException e) {
            discard(next, e);
            throw e;
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** What stopped the writing matters more than what is left of it, which the next start removes. */
    private static void discard(Path unfinished, IOException cause) {
        try {
            Files.deleteIfExists(unfinished);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    private static byte[] image(LogHeader header, SignedBallots ballots) {
        List<LogCodec.Entry> entries = new ArrayList<>();
        if (ballots.watermark() != SignedBallots.NO_WATERMARK) {
            entries.add(new LogCodec.Entry.Watermark(ballots.watermark()));
        }
        ballots.records().forEach(record -> entries.add(new LogCodec.Entry.Signed(record)));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(LogCodec.header(header));
        for (int i = 0; i < entries.size(); i++) {
            bytes.writeBytes(LogCodec.entry(i, entries.get(i)));
        }
        return bytes.toByteArray();
    }

    private static int entryCount(SignedBallots ballots) {
        return ballots.size() + (ballots.watermark() == SignedBallots.NO_WATERMARK ? 0 : 1);
    }

    /** Without this a name in it, new or renamed, might not survive power loss. */
    private static void syncDirectory(Path path) throws IOException {
        boolean interrupted = Thread.interrupted();
        try (FileChannel directory = FileChannel.open(path, StandardOpenOption.READ)) {
            directory.force(true);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    static StorageException failure(Path file, String operation, IOException cause) {
        return new StorageException(StorageFailure.of(file, operation, cause), cause);
    }
}
