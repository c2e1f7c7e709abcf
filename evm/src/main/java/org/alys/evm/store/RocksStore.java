package org.alys.evm.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.NativeLibraryLoader;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;

/**
 * A RocksDB in a directory, one column family for each column. Every call holds a lock in shared mode, because a native call after
 * close would end the process; native iterators therefore never leave a call.
 */
public final class RocksStore implements KeyValueStore {
    /** RocksDB writes this file last when it creates a database. */
    private static final String CURRENT = "CURRENT";

    private final Path directory;
    private final RocksOptions options;
    private final RocksDB database;
    private final Map<Column, ColumnFamilyHandle> families;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private boolean closed;

    private RocksStore(
            Path directory, RocksOptions options, RocksDB database, Map<Column, ColumnFamilyHandle> families) {
        this.directory = directory;
        this.options = options;
        this.database = database;
        this.families = families;
    }

    /**
     * Opens the store in {@code directory}, or creates it.
     *
     * @param columns those that will be used; those it has besides stay
     * @throws StoreException when the directory cannot be used, is open elsewhere, or is damaged
     */
    public static RocksStore open(Path directory, Set<Column> columns, RocksSettings settings) {
        prepare(directory);
        RocksOptions options = new RocksOptions(settings);
        boolean opened = false;
        try {
            RocksStore store = open(directory, columns, options);
            opened = true;
            return store;
        } catch (RocksDBException e) {
            throw StoreFailures.of(directory, "open", e);
        } finally {
            if (!opened) {
                options.close();
            }
        }
    }

    private static RocksStore open(Path directory, Set<Column> columns, RocksOptions options) throws RocksDBException {
        Set<Column> all = new LinkedHashSet<>(existing(directory));
        all.addAll(columns);
        List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
        all.forEach(column -> descriptors.add(
                new ColumnFamilyDescriptor(column.name().getBytes(StandardCharsets.UTF_8), options.family)));
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        RocksDB database = RocksDB.open(options.database, directory.toString(), descriptors, handles);
        Map<Column, ColumnFamilyHandle> families = new HashMap<>();
        for (ColumnFamilyHandle handle : handles) {
            families.put(new Column(new String(handle.getName(), StandardCharsets.UTF_8)), handle);
        }
        return new RocksStore(directory, options, database, families);
    }

    /** From a damaged manifest RocksDB lists no families instead of failing. */
    private static List<Column> existing(Path directory) throws RocksDBException {
        List<byte[]> names = List.of(RocksDB.DEFAULT_COLUMN_FAMILY);
        if (Files.exists(directory.resolve(CURRENT))) {
            try (Options options = new Options()) {
                names = RocksDB.listColumnFamilies(options, directory.toString());
            }
            if (names.stream().noneMatch(name -> Arrays.equals(name, RocksDB.DEFAULT_COLUMN_FAMILY))) {
                throw new StoreException(
                        new StoreFailure(StoreFailure.Kind.CORRUPT, directory, "open", "its manifest cannot be read"));
            }
        }
        return names.stream()
                .map(name -> new Column(new String(name, StandardCharsets.UTF_8)))
                .toList();
    }

    /** The native library is unpacked here under a fixed name: by default each start leaves a copy behind when killed. */
    private static void prepare(Path directory) {
        try {
            Path libraries = Files.createDirectories(directory.resolve("native"));
            empty(libraries);
            NativeLibraryLoader.getInstance().loadLibrary(libraries.toString());
        } catch (IOException e) {
            throw StoreFailures.ofDirectory(directory, e);
        }
    }

    /** The loader would do it too, but tells nobody why it cannot. */
    private static void empty(Path directory) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }

    @Override
    public Optional<byte[]> get(Column column, byte[] key) {
        return call("read", () -> Optional.ofNullable(database.get(family(column), key)));
    }

    @Override
    public void scan(Column column, byte[] from, Visitor visitor) {
        call("read", () -> {
            try (ReadOptions read = new ReadOptions().setFillCache(false);
                    RocksIterator iterator = database.newIterator(family(column), read)) {
                iterator.seek(from);
                while (iterator.isValid() && visitor.visit(iterator.key(), iterator.value())) {
                    iterator.next();
                }
                iterator.status();
            }
            return true;
        });
    }

    @Override
    public void write(Batch batch, Durability durability) {
        call("write", () -> {
            try (WriteBatch nativeBatch = new WriteBatch()) {
                for (Batch.Write write : batch.writes()) {
                    switch (write) {
                        case Batch.Write.Put(Column column, byte[] key, byte[] value) ->
                            nativeBatch.put(family(column), key, value);
                        case Batch.Write.Delete(Column column, byte[] key) -> nativeBatch.delete(family(column), key);
                    }
                }
                database.write(options.writes(durability), nativeBatch);
            }
            return true;
        });
    }

    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                families.values().forEach(ColumnFamilyHandle::close);
                database.close();
                options.close();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    private ColumnFamilyHandle family(Column column) {
        ColumnFamilyHandle handle = families.get(column);
        if (handle == null) {
            throw new IllegalArgumentException("the store was opened without " + column);
        }
        return handle;
    }

    private <T> T call(String operation, NativeCall<T> body) {
        lock.readLock().lock();
        try {
            if (closed) {
                throw new StoreException(
                        new StoreFailure(StoreFailure.Kind.CLOSED, directory, operation, "it is closed"));
            }
            return body.run();
        } catch (RocksDBException e) {
            throw StoreFailures.of(directory, operation, e);
        } finally {
            lock.readLock().unlock();
        }
    }

    @FunctionalInterface
    private interface NativeCall<T> {
        T run() throws RocksDBException;
    }
}
