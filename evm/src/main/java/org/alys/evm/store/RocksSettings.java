package org.alys.evm.store;

/**
 * The native memory and the threads a {@link RocksStore} may take.
 *
 * @param cacheBytes one cache of blocks for all columns, to which index blocks and write buffers are charged
 * @param writeBufferBytes unflushed writes of all columns: at least 4 MiB, at most half the cache
 * @param maxOpenFiles table files held open
 * @param backgroundJobs threads for flush and compaction
 */
public record RocksSettings(long cacheBytes, long writeBufferBytes, int maxOpenFiles, int backgroundJobs) {
    private static final long MIB = 1024 * 1024;

    public RocksSettings {
        if (writeBufferBytes < 4 * MIB
                || cacheBytes < 2 * writeBufferBytes
                || maxOpenFiles < 16
                || backgroundJobs < 1) {
            throw new IllegalArgumentException("impossible store settings: cache " + cacheBytes + " B, write buffers "
                    + writeBufferBytes + " B, " + maxOpenFiles + " files, " + backgroundJobs + " jobs");
        }
    }

    /** 64 MiB of cache, 32 MiB of it for write buffers, 256 files, 2 background threads. */
    public static RocksSettings standard() {
        return new RocksSettings(64 * MIB, 32 * MIB, 256, 2);
    }
}
