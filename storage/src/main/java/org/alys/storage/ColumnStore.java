package org.alys.storage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.rocksdb.Checkpoint;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.TickerType;
import org.rocksdb.WriteBatch;

/**
 * An open RocksDB with its column families by name. Every call holds the lock in shared mode: a native call after close would
 * not throw but end the process. Native iterators therefore never leave a call.
 */
final class ColumnStore implements AutoCloseable {
    /** A key with its value. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, only carried from RocksDB
    record Entry(byte[] key, byte[] value) {}

    /** Sees one key with its value. */
    @FunctionalInterface
    interface Visitor {
        void visit(byte[] key, byte[] value);
    }

    @FunctionalInterface
    private interface NativeCall<T> {
        T run() throws RocksDBException;
    }

    private final Path directory;
    private final RocksSettings settings;
    private final RocksDB database;
    private final Map<String, ColumnFamilyHandle> families;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private boolean closed;

    ColumnStore(Path directory, RocksSettings settings, RocksDB database, Map<String, ColumnFamilyHandle> families) {
        this.directory = directory;
        this.settings = settings;
        this.database = database;
        this.families = families;
    }

    Path directory() {
        return directory;
    }

    List<String> familyNames() {
        return List.copyOf(families.keySet());
    }

    /** Only while the database is being opened, by the thread that opens it. */
    void createFamily(String name) {
        call("create column " + name, () -> {
            ColumnFamilyDescriptor descriptor = new ColumnFamilyDescriptor(Keys.name(name), settings.family());
            return families.put(name, database.createColumnFamily(descriptor));
        });
    }

    Optional<byte[]> get(String family, byte[] key) {
        return call("read " + family, () -> Optional.ofNullable(database.get(family(family), key)));
    }

    boolean exists(String family, byte[] key) {
        return call("read " + family, () -> database.keyExists(family(family), key));
    }

    boolean isEmpty(String family) {
        return scan(family, new byte[0], 1).isEmpty();
    }

    /** At most {@code limit} entries in key order, from {@code from} on. */
    List<Entry> scan(String family, byte[] from, int limit) {
        return call("read " + family, () -> {
            List<Entry> entries = new ArrayList<>();
            try (RocksIterator iterator = database.newIterator(family(family))) {
                for (iterator.seek(from); iterator.isValid() && entries.size() < limit; iterator.next()) {
                    entries.add(new Entry(iterator.key(), iterator.value()));
                }
                iterator.status();
            }
            return entries;
        });
    }

    /** Every entry of the column in key order, as it was when the call began. */
    void forEach(String family, Visitor visitor) {
        call("read " + family, () -> {
            try (ReadOptions options = new ReadOptions().setFillCache(false);
                    RocksIterator iterator = database.newIterator(family(family), options)) {
                for (iterator.seekToFirst(); iterator.isValid(); iterator.next()) {
                    visitor.visit(iterator.key(), iterator.value());
                }
                iterator.status();
            }
            return true;
        });
    }

    void write(List<Write> writes, Durability durability) {
        call("write a batch", () -> {
            try (WriteBatch batch = new WriteBatch()) {
                for (Write write : writes) {
                    add(batch, write);
                }
                database.write(settings.writes(durability), batch);
            }
            return true;
        });
    }

    /** A copy that opens as a database of its own; table files are hard links where the file system allows it. */
    void snapshotTo(Path target) {
        call("write a snapshot to " + target, () -> {
            try (Checkpoint checkpoint = Checkpoint.create(database)) {
                checkpoint.createCheckpoint(target.toString());
            }
            return true;
        });
    }

    void compact() {
        call("compact", () -> {
            for (ColumnFamilyHandle family : families.values()) {
                database.compactRange(family);
            }
            return true;
        });
    }

    void verifyChecksums() {
        call("verify checksums", () -> {
            database.verifyChecksum();
            return true;
        });
    }

    /** A number that RocksDB keeps for one column, such as {@code rocksdb.estimate-num-keys}. */
    long property(String family, String property) {
        return call("read statistics", () -> database.getLongProperty(family(family), property));
    }

    /** The sum of a number over all columns. */
    long property(String property) {
        return call("read statistics", () -> database.getAggregatedLongProperty(property));
    }

    long ticker(TickerType ticker) {
        return call("read statistics", () -> settings.statistics().getTickerCount(ticker));
    }

    /** Waits for calls under way. Closing twice is allowed. */
    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                families.values().forEach(ColumnFamilyHandle::close);
                database.close();
                settings.close();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    private void add(WriteBatch batch, Write write) throws RocksDBException {
        switch (write) {
            case Write.Put(String family, byte[] key, byte[] value) -> batch.put(family(family), key, value);
            case Write.Delete(String family, byte[] key) -> batch.delete(family(family), key);
            case Write.DeleteRange(String family, byte[] from, byte[] to) ->
                batch.deleteRange(family(family), from, to);
        }
    }

    private ColumnFamilyHandle family(String name) {
        ColumnFamilyHandle handle = families.get(name);
        if (handle == null) {
            throw new IllegalArgumentException("there is no column " + name);
        }
        return handle;
    }

    private <T> T call(String operation, NativeCall<T> body) {
        lock.readLock().lock();
        try {
            if (closed) {
                throw new StorageException(new StorageFailure.Closed(directory, operation));
            }
            return body.run();
        } catch (RocksDBException e) {
            throw RocksFailures.wrap(directory, operation, e);
        } finally {
            lock.readLock().unlock();
        }
    }
}
