package org.alys.storage;

import java.time.Duration;
import java.util.List;

/**
 * What a chain database has done and holds, at one moment. Counters start at zero when it is opened.
 *
 * @param columns one entry for each column
 * @param cacheHits blocks found in the cache
 * @param cacheMisses blocks read from the file system
 * @param cacheBytes in the cache now, write buffers included
 * @param pendingCompactionBytes estimate of what compaction still has to rewrite
 * @param runningCompactions now
 * @param runningFlushes now
 * @param logSyncs times the write-ahead log was synced
 * @param reads single reads and scans
 * @param writes batches
 */
public record StorageStats(
        List<ColumnStats> columns,
        long cacheHits,
        long cacheMisses,
        long cacheBytes,
        long pendingCompactionBytes,
        long runningCompactions,
        long runningFlushes,
        long logSyncs,
        OperationStats reads,
        OperationStats writes) {

    /**
     * One column.
     *
     * @param estimatedKeys RocksDB's estimate; wrong by as much as there are keys overwritten and not compacted
     * @param fileBytes of table files
     * @param bufferBytes of writes that are not flushed to a table file yet
     */
    public record ColumnStats(Column column, long estimatedKeys, long fileBytes, long bufferBytes) {}

    /**
     * One kind of operation.
     *
     * @param count finished, failed ones included
     * @param failures that threw
     * @param total time of all
     * @param longest time of one
     */
    public record OperationStats(long count, long failures, Duration total, Duration longest) {
        /** Zero when there was none. */
        public Duration mean() {
            return count == 0 ? Duration.ZERO : total.dividedBy(count);
        }
    }

    /** From 0 to 1; 1 when nothing was looked up. */
    public double cacheHitRate() {
        long lookups = cacheHits + cacheMisses;
        return lookups == 0 ? 1 : (double) cacheHits / lookups;
    }

    /** Of all table files. */
    public long fileBytes() {
        return columns.stream().mapToLong(ColumnStats::fileBytes).sum();
    }
}
