package org.alys.storage;

import java.util.function.LongSupplier;

/**
 * The resources a chain database may take.
 *
 * @param cacheBytes one LRU cache for all columns; index and filter blocks and the write buffers are charged to it, so it
 *     bounds the native memory but for table readers (about 10 KB for each open file)
 * @param writeBufferBytes unflushed writes of all columns together: at least 4 MiB, since every column takes a part, and at
 *     most half the cache
 * @param maxOpenFiles table files held open
 * @param backgroundJobs threads for flush and compaction
 * @param nanoTime a clock that only goes forward, for the statistics of operations
 */
public record DatabaseOptions(
        long cacheBytes, long writeBufferBytes, int maxOpenFiles, int backgroundJobs, LongSupplier nanoTime) {
    private static final long MIB = 1024 * 1024;

    public DatabaseOptions {
        if (writeBufferBytes < 4 * MIB
                || cacheBytes < 2 * writeBufferBytes
                || maxOpenFiles < 16
                || backgroundJobs < 1) {
            throw new IllegalArgumentException("impossible database options: cache " + cacheBytes + " B, write buffers "
                    + writeBufferBytes + " B, " + maxOpenFiles + " files, " + backgroundJobs + " jobs");
        }
    }

    /** 32 MiB of cache, 16 MiB of it for write buffers, 256 files, 2 background threads. */
    public static DatabaseOptions standard() {
        return new DatabaseOptions(32 * MIB, 16 * MIB, 256, 2, System::nanoTime);
    }
}
