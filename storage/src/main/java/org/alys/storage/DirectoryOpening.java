package org.alys.storage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** Opens the RocksDB in a directory with the column families it has, or creates an empty one. */
final class DirectoryOpening {
    /** RocksDB writes this file last when it creates a database. */
    private static final String CURRENT = "CURRENT";

    private DirectoryOpening() {}

    static ColumnStore open(Path directory, DatabaseOptions options) {
        prepare(directory);
        RocksSettings settings = new RocksSettings(options);
        boolean opened = false;
        try {
            ColumnStore store = open(directory, settings);
            opened = true;
            return store;
        } catch (RocksDBException e) {
            throw RocksFailures.wrap(directory, "open the database", e);
        } finally {
            if (!opened) {
                settings.close();
            }
        }
    }

    private static ColumnStore open(Path directory, RocksSettings settings) throws RocksDBException {
        List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
        for (byte[] name : existingFamilies(directory)) {
            descriptors.add(new ColumnFamilyDescriptor(name, settings.family()));
        }
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        RocksDB database = RocksDB.open(settings.database(), directory.toString(), descriptors, handles);
        Map<String, ColumnFamilyHandle> families = new HashMap<>();
        for (ColumnFamilyHandle handle : handles) {
            families.put(new String(handle.getName(), StandardCharsets.UTF_8), handle);
        }
        return new ColumnStore(directory, settings, database, families);
    }

    /** From a damaged manifest RocksDB lists no families instead of failing. */
    private static List<byte[]> existingFamilies(Path directory) throws RocksDBException {
        if (!Files.exists(directory.resolve(CURRENT))) {
            return List.of(RocksDB.DEFAULT_COLUMN_FAMILY);
        }
        try (Options options = new Options()) {
            List<byte[]> names = RocksDB.listColumnFamilies(options, directory.toString());
            if (names.stream().noneMatch(name -> Arrays.equals(name, RocksDB.DEFAULT_COLUMN_FAMILY))) {
                throw new StorageException(new StorageFailure.Corrupt(directory, "its manifest cannot be read"));
            }
            return names;
        }
    }

    /** Without {@code CURRENT} RocksDB would start an empty database on top of what is left of the old one. */
    private static void prepare(Path directory) {
        try {
            Files.createDirectories(directory);
            if (!Files.isReadable(directory) || !Files.isWritable(directory)) {
                throw unusable(
                        directory, "the node may not read and write it, or its file system is mounted read-only");
            }
            if (!Files.exists(directory.resolve(CURRENT)) && holdsRecords(directory)) {
                throw new StorageException(
                        new StorageFailure.Corrupt(directory, "the file CURRENT is missing beside stored tables"));
            }
            NativeLibrary.loadFrom(directory);
        } catch (IOException e) {
            throw new StorageException(StorageFailure.ofDirectory(directory, e), e);
        }
    }

    private static boolean holdsRecords(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .anyMatch(name -> name.endsWith(".sst") || name.endsWith(".log"));
        }
    }

    private static StorageException unusable(Path directory, String detail) {
        return new StorageException(new StorageFailure.DirectoryUnusable(directory, detail));
    }
}
