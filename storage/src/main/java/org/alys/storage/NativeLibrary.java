package org.alys.storage;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rocksdb.NativeLibraryLoader;

/**
 * Unpacks RocksDB's native library under a fixed name into the database's own directory. By default RocksDB makes a new
 * temporary file of 17 MB at each start, and a node that is killed leaves it behind.
 */
public final class NativeLibrary {
    private NativeLibrary() {}

    /** Only the first call of a process has an effect. */
    public static void loadFrom(Path directory) throws IOException {
        Path target = Files.createDirectories(directory.resolve("native"));
        empty(target);
        NativeLibraryLoader.getInstance().loadLibrary(target.toString());
    }

    /** The loader would do it too, but tells nobody why it cannot. */
    private static void empty(Path directory) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }
}
