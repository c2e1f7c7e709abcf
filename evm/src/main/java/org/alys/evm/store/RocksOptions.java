package org.alys.evm.store;

import java.util.List;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.DataBlockIndexType;
import org.rocksdb.IndexType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksObject;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBufferManager;
import org.rocksdb.WriteOptions;

/** The native options of one open store, which live as long as it does. */
final class RocksOptions implements AutoCloseable {
    private static final long KIB = 1024;
    private static final long MIB = 1024 * KIB;
    /** Four parts: in the 64 of the default a part has not enough room for what write buffers are charged. */
    private static final int SHARD_BITS = 2;
    /** Reading a filter again costs as much as many blocks: blocks of data must not push indexes and filters out. */
    private static final double SHARE_OF_INDEXES = 0.5;

    private final Cache cache;
    private final WriteBufferManager writeBuffers;
    private final BloomFilter bloom = new BloomFilter(10);
    private final WriteOptions synced = new WriteOptions().setSync(true);
    private final WriteOptions buffered = new WriteOptions();
    final DBOptions database;
    final ColumnFamilyOptions family;

    RocksOptions(RocksSettings settings) {
        cache = new LRUCache(settings.cacheBytes(), SHARD_BITS, false, SHARE_OF_INDEXES);
        writeBuffers = new WriteBufferManager(settings.writeBufferBytes(), cache);
        database = databaseOptions(settings);
        family = familyOptions();
    }

    WriteOptions writes(Durability durability) {
        return switch (durability) {
            case SYNCED -> synced;
            case BUFFERED -> buffered;
        };
    }

    /** A log cut off inside its last record is what a crash leaves; damage elsewhere must not be skipped silently. */
    private DBOptions databaseOptions(RocksSettings settings) {
        return new DBOptions()
                .setCreateIfMissing(true)
                .setCreateMissingColumnFamilies(true)
                .setParanoidChecks(true)
                .setWalRecoveryMode(WALRecoveryMode.TolerateCorruptedTailRecords)
                .setMaxTotalWalSize(64 * MIB)
                .setWriteBufferManager(writeBuffers)
                .setMaxOpenFiles(settings.maxOpenFiles())
                .setMaxBackgroundJobs(settings.backgroundJobs())
                .setBytesPerSync(MIB)
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
                .setBlockSize(4 * KIB)
                .setDataBlockIndexType(DataBlockIndexType.kDataBlockBinaryAndHash)
                .setIndexType(IndexType.kTwoLevelIndexSearch)
                .setPartitionFilters(true)
                .setMetadataBlockSize(4 * KIB)
                .setPinTopLevelIndexAndFilter(true)
                .setCacheIndexAndFilterBlocks(true)
                .setCacheIndexAndFilterBlocksWithHighPriority(true)
                .setPinL0FilterAndIndexBlocksInCache(true);
        return new ColumnFamilyOptions()
                .setTableFormatConfig(table)
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setWriteBufferSize(16 * MIB)
                .setArenaBlockSize(128 * KIB)
                .setTargetFileSizeBase(32 * MIB)
                .setLevelCompactionDynamicLevelBytes(true);
    }

    @Override
    public void close() {
        List<RocksObject> inOrder = List.of(synced, buffered, family, database, bloom, writeBuffers, cache);
        inOrder.forEach(RocksObject::close);
    }
}
