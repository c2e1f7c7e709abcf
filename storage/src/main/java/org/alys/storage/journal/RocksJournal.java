package org.alys.storage.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alys.actor.durable.ConcurrentAppendException;
import org.alys.actor.durable.Journal;
import org.alys.actor.durable.JournalRules;
import org.alys.storage.NativeLibrary;
import org.alys.storage.RocksFailures;
import org.alys.storage.StorageException;
import org.alys.storage.StorageFailure;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** A journal in a RocksDB of its own. Every append and snapshot is one synced batch. */
public final class RocksJournal implements Journal, AutoCloseable {
    private final Path directory;
    private final Options options;
    private final WriteOptions synced;
    private final RocksDB database;
    private boolean closed;

    private RocksJournal(Path directory, Options options, RocksDB database) {
        this.directory = directory;
        this.options = options;
        this.synced = new WriteOptions().setSync(true);
        this.database = database;
    }

    /**
     * Opens the journal in a directory, or makes an empty one.
     *
     * @throws StorageException if it is in use, damaged or cannot be reached
     */
    @SuppressWarnings("MustBeClosedChecker") // Closed by the journal.
    public static RocksJournal open(Path directory) {
        try {
            Files.createDirectories(directory);
            NativeLibrary.loadFrom(directory);
        } catch (IOException e) {
            throw new StorageException(StorageFailure.ofDirectory(directory, e), e);
        }
        Options options = new Options()
                .setCreateIfMissing(true)
                .setParanoidChecks(true)
                .setWalRecoveryMode(WALRecoveryMode.TolerateCorruptedTailRecords);
        try {
            return new RocksJournal(directory, options, RocksDB.open(options, directory.toString()));
        } catch (RocksDBException e) {
            options.close();
            throw RocksFailures.wrap(directory, "open the journal", e);
        }
    }

    @Override
    public synchronized void append(String stream, long expected, List<Stored> events) {
        long found = last(stream);
        if (found != expected) {
            throw new ConcurrentAppendException(stream, expected, found);
        }
        JournalRules.requireConsecutive(expected, events);
        try (WriteBatch batch = new WriteBatch()) {
            for (Stored event : events) {
                batch.put(JournalKeys.event(stream, event.number()), JournalKeys.value(event));
            }
            batch.put(JournalKeys.last(stream), JournalKeys.number(expected + events.size()));
            database.write(synced, batch);
        } catch (RocksDBException e) {
            throw RocksFailures.wrap(directory, "append to the journal", e);
        }
    }

    @Override
    public synchronized List<Stored> eventsAfter(String stream, long number) {
        requireOpen("read events");
        byte[] end = JournalKeys.event(stream, Long.MAX_VALUE);
        List<Stored> events = new ArrayList<>();
        try (Slice bound = new Slice(end);
                ReadOptions reading = new ReadOptions().setIterateUpperBound(bound);
                RocksIterator at = database.newIterator(reading)) {
            for (at.seek(JournalKeys.event(stream, number + 1)); at.isValid(); at.next()) {
                events.add(JournalKeys.stored(at.value()));
            }
            at.status();
        } catch (RocksDBException e) {
            throw RocksFailures.wrap(directory, "read events", e);
        }
        return events;
    }

    @Override
    public synchronized long last(String stream) {
        return read(JournalKeys.last(stream)).map(JournalKeys::number).orElse(0L);
    }

    @Override
    public synchronized void snapshot(String stream, Stored snapshot) {
        JournalRules.requireNext(snapshot, latestSnapshot(stream), last(stream));
        try (WriteBatch batch = new WriteBatch()) {
            batch.put(JournalKeys.snapshot(stream), JournalKeys.value(snapshot));
            batch.deleteRange(JournalKeys.event(stream, 0), JournalKeys.event(stream, snapshot.number() + 1));
            database.write(synced, batch);
        } catch (RocksDBException e) {
            throw RocksFailures.wrap(directory, "store a snapshot", e);
        }
    }

    @Override
    public synchronized Optional<Stored> latestSnapshot(String stream) {
        return read(JournalKeys.snapshot(stream)).map(JournalKeys::stored);
    }

    private Optional<byte[]> read(byte[] key) {
        requireOpen("read");
        try {
            return Optional.ofNullable(database.get(key));
        } catch (RocksDBException e) {
            throw RocksFailures.wrap(directory, "read the journal", e);
        }
    }

    private void requireOpen(String operation) {
        if (closed) {
            throw new StorageException(new StorageFailure.Closed(directory, operation));
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            database.close();
            synced.close();
            options.close();
        }
    }
}
