package org.alys.storage.slashing;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.alys.primitives.Bytes32;
import org.alys.storage.StorageException;
import org.alys.storage.StorageFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers on disk what this node signed, and refuses what contradicts it. Ask before anything signed leaves the node:
 * when {@link #permit} returns {@link Permit.Granted}, the disk has the record. Thread-safe; calls block on the disk. Any
 * call may throw {@link StorageException}, after which nothing may be sent that was asked for in that call.
 */
public final class SlashingProtection implements AutoCloseable {
    /** Records that one call of {@link #permitAll} takes at most. */
    public static final int MAX_AT_ONCE = 64;

    private static final Logger LOG = LoggerFactory.getLogger(SlashingProtection.class);
    private static final String FILE = "slashing-protection.log";
    private static final int REWRITE_FROM_ENTRIES = 4096;

    private final Path file;
    private final FileChannel lockFile;
    private final SignLog log;
    private final Lock lock = new ReentrantLock();
    private SignedBallots ballots;
    private boolean watermarkUnwritten;
    private boolean closed;

    private SlashingProtection(Path file, FileChannel lockFile, SignLog log, SignedBallots ballots) {
        this.file = file;
        this.lockFile = lockFile;
        this.log = log;
        this.ballots = ballots;
    }

    /**
     * Opens the store in {@code directory} for a node that is to sign. An empty one is created only for a key that {@code register} knows no
     * log of, and is entered there before this returns: the two know each other before anything is signed.
     *
     * @throws StorageException as the other {@code open} does, and with {@link StorageFailure.SigningHistoryMissing} when the log that the
     *     key signed into is not in {@code directory}; nothing is changed then
     */
    public static SlashingProtection open(Path directory, SigningIdentity identity, LogRegister register) {
        Optional<Bytes32> known = register.known(identity);
        known.ifPresent(id -> requireLog(directory.resolve(FILE), identity, id));
        SlashingProtection opened = open(directory, identity);
        if (known.isEmpty()) {
            boolean entered = false;
            try {
                opened.enterIn(register);
                entered = true;
            } finally {
                if (!entered) {
                    opened.close();
                }
            }
        }
        return opened;
    }

    /**
     * Opens the store in {@code directory}, or creates an empty one, whatever the chain data know.
     *
     * @throws StorageException when the directory is unusable or locked, or the store is damaged, of another network or of
     *     another key
     */
    public static SlashingProtection open(Path directory, SigningIdentity identity) {
        return open(directory, identity, LogFile::onDisk);
    }

    /**
     * Whose signatures the store in {@code directory} records; empty when there is no store.
     *
     * @throws StorageException when it cannot be read or is damaged
     */
    public static Optional<SigningIdentity> identityIn(Path directory) {
        Path file = directory.resolve(FILE);
        try {
            return isThere(file) ? Optional.of(LogReader.header(file).identity()) : Optional.empty();
        } catch (IOException e) {
            throw SignLog.failure(file, "read the slashing protection", e);
        }
    }

    static SlashingProtection open(Path directory, SigningIdentity identity, LogFile.Opener opener) {
        FileChannel lockFile = lock(directory);
        boolean opened = false;
        try {
            Path file = directory.resolve(FILE);
            LogReader.Contents contents = read(file, identity);
            SignLog log = SignLog.create(file, contents.header().withId(), contents.ballots(), opener);
            opened = true;
            return new SlashingProtection(file, lockFile, log, contents.ballots());
        } finally {
            if (!opened) {
                unlock(lockFile);
            }
        }
    }

    /** {@link #permitAll} for one record. */
    public Permit permit(SignRecord asked) {
        return permitAll(List.of(asked)).getFirst();
    }

    /**
     * Answers each of {@code asked} in turn, as if the granted ones before it were signed, and syncs once for all.
     *
     * @throws IllegalArgumentException when more than {@link #MAX_AT_ONCE} are asked for
     */
    public List<Permit> permitAll(List<SignRecord> asked) {
        if (asked.size() > MAX_AT_ONCE) {
            throw new IllegalArgumentException("at most " + MAX_AT_ONCE + " records at once, not " + asked.size());
        }
        return locked(() -> {
            List<SignRecord> granted = new ArrayList<>();
            List<Permit> permits = new ArrayList<>();
            for (SignRecord record : asked) {
                Permit permit = check(record, granted);
                permits.add(permit);
                if (permit instanceof Permit.Granted) {
                    granted.add(record);
                }
            }
            if (!granted.isEmpty()) {
                append(granted);
            }
            return List.copyOf(permits);
        });
    }

    /** What was signed for slots above {@code slot}, in that order: to send again after a restart. Use -1 for all. */
    public List<SignRecord> ballotsAbove(long slot) {
        return locked(() -> ballots.above(slot));
    }

    /** Nothing new is signed for this slot or below; -1 when there is no such bound. */
    public long watermarkSlot() {
        return locked(ballots::watermark);
    }

    /**
     * Forgets what was signed below {@code slot}, usually the final block's: from now on nothing new is signed there. The
     * new watermark reaches the disk with the next record, which is soon enough: until then the old records are there.
     */
    public void pruneBelow(long slot) {
        locked(() -> {
            if (slot - 1 > ballots.watermark()) {
                ballots.raiseWatermark(slot - 1);
                watermarkUnwritten = true;
            }
            if (log.entries() > REWRITE_FROM_ENTRIES && ballots.size() < log.entries() / 4) {
                log.rewrite(ballots);
                watermarkUnwritten = false;
            }
            return true;
        });
    }

    /** Refuses everything at or below {@code slot} from now on, on disk when it returns. For a key whose past is unknown. */
    public void raiseWatermark(long slot) {
        locked(() -> {
            if (slot > ballots.watermark()) {
                ballots.raiseWatermark(slot);
                watermarkUnwritten = true;
            }
            if (watermarkUnwritten) {
                append(List.of());
            }
            return true;
        });
    }

    /**
     * Makes this the log of its key in {@code register}, in place of any other that was known. Only for a log that holds, or by its watermark
     * forbids, all that the key can have signed.
     */
    public void enterIn(LogRegister register) {
        locked(() -> {
            register.enter(log.header());
            return true;
        });
    }

    /** All that the store knows, for another node that is to sign with this key. */
    public SigningHistory export() {
        return locked(() -> new SigningHistory(log.header().identity(), ballots.watermark(), ballots.records()));
    }

    /**
     * Adds what {@code history} knows. The stricter wins: the higher watermark holds, and where the two contradict each
     * other, nothing is signed any more at or below the slots concerned.
     *
     * @throws StorageException when the history is of another network or key; nothing is imported then
     */
    public ImportReport importHistory(SigningHistory history) {
        history.requireIdentity(log.header().identity(), file);
        return locked(() -> {
            HistoryMerge merge = new HistoryMerge(ballots);
            ImportReport report = merge.add(history);
            log.rewrite(merge.result());
            ballots = merge.result();
            watermarkUnwritten = false;
            return report;
        });
    }

    /** Later calls throw. Closing twice is allowed. */
    @Override
    public void close() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            try {
                if (watermarkUnwritten) {
                    append(List.of());
                }
            } finally {
                try {
                    log.close();
                } finally {
                    unlock(lockFile);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private Permit check(SignRecord asked, List<SignRecord> granted) {
        if (granted.contains(asked) || ballots.contains(asked)) {
            return new Permit.AlreadySigned(asked);
        }
        Optional<Permit> contradicted = granted.stream()
                .flatMap(earlier ->
                        Rule.between(earlier, asked).stream().map(rule -> new Refusal.Contradiction(rule, earlier)))
                .findFirst()
                .map(reason -> new Permit.Refused(asked, reason));
        return contradicted.orElseGet(() -> ballots.check(asked));
    }

    private void append(List<SignRecord> granted) {
        List<LogCodec.Entry> entries = new ArrayList<>();
        granted.forEach(record -> entries.add(new LogCodec.Entry.Signed(record)));
        if (watermarkUnwritten) {
            entries.add(new LogCodec.Entry.Watermark(ballots.watermark()));
        }
        log.append(entries);
        granted.forEach(ballots::add);
        watermarkUnwritten = false;
    }

    private <T> T locked(Supplier<T> body) {
        lock.lock();
        try {
            if (closed) {
                throw new StorageException(new StorageFailure.Closed(file, "use slashing protection"));
            }
            return body.get();
        } finally {
            lock.unlock();
        }
    }

    /** A log of another key or network is for {@link #read} to refuse. */
    private static void requireLog(Path file, SigningIdentity identity, Bytes32 known) {
        try {
            if (!isThere(file)) {
                throw new StorageException(new StorageFailure.SigningHistoryMissing(file, "is not there"));
            }
            LogHeader found = LogReader.header(file);
            if (found.identity().equals(identity) && !found.id().equals(known)) {
                String detail = found.id().isZero()
                        ? "was last written by a release that did not mark it"
                        : "is another one, begun elsewhere or later";
                throw new StorageException(new StorageFailure.SigningHistoryMissing(file, detail));
            }
        } catch (IOException e) {
            throw SignLog.failure(file, "read the slashing protection", e);
        }
    }

    private static LogReader.Contents read(Path file, SigningIdentity identity) {
        try {
            if (!isThere(file)) {
                LOG.info("no slashing protection in {} yet: starting an empty one", file);
                return new LogReader.Contents(LogHeader.drawn(identity), new SignedBallots(), 0);
            }
            LogReader.Contents contents = LogReader.read(file, identity);
            if (contents.droppedBytes() > 0) {
                LOG.warn(
                        "dropped {} bytes at the end of {}: a record cut off by a crash before it was acknowledged",
                        contents.droppedBytes(),
                        file);
            }
            return contents;
        } catch (IOException e) {
            throw SignLog.failure(file, "read the slashing protection", e);
        }
    }

    /**
     * Only when the system says that there is no such name is there none. An error of the disk, or a link to a disk that is not mounted, must
     * not look like a key that never signed: an empty store would take the place of the real one.
     */
    private static boolean isThere(Path file) throws IOException {
        try {
            Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return true;
        } catch (NoSuchFileException absent) {
            return false;
        }
    }

    /** Two processes that sign with one key are what this store exists to prevent. */
    private static FileChannel lock(Path directory) {
        try {
            Files.createDirectories(directory);
            FileChannel channel = FileChannel.open(
                    directory.resolve("slashing-protection.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            Optional<FileLock> held = tryLock(channel);
            if (held.isEmpty()) {
                channel.close();
                throw new StorageException(new StorageFailure.Locked(directory));
            }
            return channel;
        } catch (IOException e) {
            throw new StorageException(StorageFailure.ofDirectory(directory, e), e);
        }
    }

    private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException e) {
            return Optional.empty();
        }
    }

    private static void unlock(FileChannel lockFile) {
        try {
            lockFile.close();
        } catch (IOException e) {
            LOG.warn("could not release the lock on slashing protection: {}", e.toString());
        }
    }
}
