package org.alys.storage;

import java.util.List;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksObject;
import org.rocksdb.Statistics;
import org.rocksdb.StatsLevel;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBufferManager;
import org.rocksdb.WriteOptions;

/** The native options of one database, which live as long as it does. */
final class RocksSettings implements AutoCloseable {
    private static final long KIB = 1024;
    private static final long MIB = 1024 * KIB;

    private final Cache cache;
    private final WriteBufferManager writeBuffers;
    private final Statistics statistics = new Statistics();
    private final BloomFilter bloom = new BloomFilter(10);
    private final DBOptions database;
    private final ColumnFamilyOptions family;
    private final WriteOptions synced = new WriteOptions().setSync(true);
    private final WriteOptions buffered = new WriteOptions();

    RocksSettings(DatabaseOptions options) {
        cache = new LRUCache(options.cacheBytes());
        writeBuffers = new WriteBufferManager(options.writeBufferBytes(), cache);
        statistics.setStatsLevel(StatsLevel.EXCEPT_DETAILED_TIMERS);
        database = databaseOptions(options);
        family = familyOptions();
    }

    DBOptions database() {
        return database;
    }

    ColumnFamilyOptions family() {
        return family;
    }

    Statistics statistics() {
        return statistics;
    }

    WriteOptions writes(Durability durability) {
        return switch (durability) {
            case SYNCED -> synced;
            case BUFFERED -> buffered;
        };
    }

    /**
     * A log that was cut off inside its last record is what a crash leaves; damage anywhere else must not be skipped
     * silently, as RocksDB's default would. A small log bound keeps restarts short and flushes quiet columns.
     */
    private DBOptions databaseOptions(DatabaseOptions options) {
        return new DBOptions()
                .setCreateIfMissing(true)
                .setParanoidChecks(true)
                .setWalRecoveryMode(WALRecoveryMode.TolerateCorruptedTailRecords)
                .setMaxTotalWalSize(32 * MIB)
                .setWriteBufferManager(writeBuffers)
                .setMaxOpenFiles(options.maxOpenFiles())
                .setMaxBackgroundJobs(options.backgroundJobs())
                .setBytesPerSync(MIB)
                .setStatistics(statistics)
                .setStatsDumpPeriodSec(0)
                .setStatsPersistPeriodSec(0)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setMaxLogFileSize(MIB)
                .setKeepLogFileNum(2);
    }

    private ColumnFamilyOptions familyOptions() {
        BlockBasedTableConfig table = new BlockBasedTableConfig()
                .setBlockCache(cache)
                .setFilterPolicy(bloom)
                .setBlockSize(8 * KIB)
                .setCacheIndexAndFilterBlocks(true)
                .setPinL0FilterAndIndexBlocksInCache(true);
        return new ColumnFamilyOptions()
                .setTableFormatConfig(table)
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setWriteBufferSize(8 * MIB)
                .setArenaBlockSize(128 * KIB)
                .setTargetFileSizeBase(32 * MIB)
                .setLevelCompactionDynamicLevelBytes(true);
    }

    @Override
    public void close() {
        List<RocksObject> inOrder = List.of(synced, buffered, family, database, bloom, statistics, writeBuffers, cache);
        inOrder.forEach(RocksObject::close);
    }
}
