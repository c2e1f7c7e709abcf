package org.alys.storage;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.rocksdb.TickerType;

/**
 * The chain's database: opaque bytes by root, height, slot or name, in one RocksDB. What one imported block changes is
 * written as one {@link ImportBatch}. Thread-safe; calls block on the disk. Any call may throw {@link StorageException}.
 */
public final class ChainDatabase implements AutoCloseable {
    private static final int PAGE = 1024;

    private final ColumnStore store;
    private final OperationTimes reads;
    private final OperationTimes writes;
    private final Lock writing = new ReentrantLock();

    private ChainDatabase(ColumnStore store, DatabaseOptions options) {
        this.store = store;
        this.reads = new OperationTimes(options.nanoTime());
        this.writes = new OperationTimes(options.nanoTime());
    }

    /**
     * Opens the database in {@code directory}, or creates it for the network with {@code genesisRoot}.
     *
     * @throws StorageException when the directory is unusable, locked, damaged, of another network or of a newer release
     */
    public static ChainDatabase open(Path directory, Bytes32 genesisRoot, DatabaseOptions options) {
        return open(directory, genesisRoot, options, Schema.current());
    }

    static ChainDatabase open(Path directory, Bytes32 genesisRoot, DatabaseOptions options, Schema schema) {
        ColumnStore store = DirectoryOpening.open(directory, options);
        boolean established = false;
        try {
            schema.establish(store, genesisRoot);
            established = true;
        } finally {
            if (!established) {
                store.close();
            }
        }
        return new ChainDatabase(store, options);
    }

    /** Writes all of {@code batch} or nothing, and returns when the disk has it. */
    public void write(ImportBatch batch) {
        write(batch, Durability.SYNCED);
    }

    /**
     * Writes all of {@code batch} or nothing.
     *
     * @throws IllegalStateException when the batch makes blocks final that do not follow the final block stored
     */
    public void write(ImportBatch batch, Durability durability) {
        writing.lock();
        try {
            batch.firstFinalised().ifPresent(this::requireNextHeight);
            writes.time(() -> {
                store.write(batch.writes(), durability);
                return true;
            });
        } finally {
            writing.unlock();
        }
    }

    /** The block to restart from; empty before the first import. */
    public Optional<ChainPoint> head() {
        return point(Keys.HEAD);
    }

    /** The highest final block; empty before the first. */
    public Optional<ChainPoint> finalPoint() {
        return point(Keys.FINAL);
    }

    /** A stored block, final or not. */
    public Optional<Bytes> block(Bytes32 root) {
        return get(Column.BLOCKS, root.toArray());
    }

    public boolean hasBlock(Bytes32 root) {
        return reads.time(() -> store.exists(Column.BLOCKS.familyName(), root.toArray()));
    }

    /** The state after the block {@code root}. */
    public Optional<Bytes> state(Bytes32 root) {
        return get(Column.STATES, root.toArray());
    }

    /** The root of the final block at {@code height}. */
    public Optional<Bytes32> rootAt(long height) {
        return get(Column.HEIGHTS, Keys.number(height))
                .map(root -> decode("root of height " + height, () -> {
                    return Bytes32.of(root.toArray());
                }));
    }

    /** The final block at {@code height}. */
    public Optional<StoredBlock> blockAt(long height) {
        return rootAt(height).map(root -> new StoredBlock(height, root, requireBlock(height, root)));
    }

    /**
     * The final blocks from {@code fromHeight} on, at most {@code limit}, each read when the stream gets to it. The stream
     * holds nothing open and ends early at the first height that is not stored.
     */
    public Stream<StoredBlock> blocks(long fromHeight, int limit) {
        return LongStream.iterate(fromHeight, height -> height + 1)
                .limit(limit)
                .mapToObj(this::blockAt)
                .takeWhile(Optional::isPresent)
                .flatMap(Optional::stream);
    }

    /**
     * The blocks that are not final with a slot above {@code slot}, by slot; -1 for all. Read in pages as the stream gets to
     * them: it holds nothing open, and sees writes that happen meanwhile or not.
     */
    public Stream<TailBlock> tailAbove(long slot) {
        return entries(Column.TAIL, Keys.number(slot + 1))
                .map(entry -> decode("tail key", () -> Keys.tail(entry.key())));
    }

    /** Certificates whose last slot is {@code slot} or later, by last slot; read in pages like {@link #tailAbove}. */
    public Stream<StoredCertificate> certificatesFrom(long slot) {
        return entries(Column.CERTIFICATES, Keys.number(slot))
                .map(entry -> decode("certificate", () -> certificate(entry)));
    }

    /** The height that minted the deposit at {@code outpoint}; empty when it is not minted. */
    public OptionalLong mintedAt(Bytes outpoint) {
        return get(Column.MINTED, outpoint.toArray())
                .map(height -> OptionalLong.of(decode("minted height", () -> Keys.number(height.toArray()))))
                .orElse(OptionalLong.empty());
    }

    /**
     * Mints in the order of heights: those after {@code last}, or all. Only final blocks mint, so none is ever taken back.
     * Read in pages like {@link #tailAbove}.
     */
    public Stream<MintedDeposit> mintsAfter(Optional<MintedDeposit> last) {
        byte[] from = last.map(mint -> after(mint.key().toArray())).orElse(new byte[0]);
        return entries(Column.MINTED_AT, from)
                .map(entry -> decode("mint", () -> MintedDeposit.ofKey(Bytes.of(entry.key()))));
    }

    /** Peg-out requests in the order of slots: those after {@code last}, or all; read in pages like {@link #tailAbove}. */
    public Stream<StoredPegOut> pegOutsAfter(Optional<PegOutKey> last) {
        return pegOuts(last.map(key -> after(key.encode().toArray())).orElse(new byte[0]));
    }

    /** Peg-out requests of blocks with a slot above {@code slot}. */
    public Stream<StoredPegOut> pegOutsAbove(long slot) {
        return pegOuts(Keys.number(slot + 1));
    }

    private Stream<StoredPegOut> pegOuts(byte[] from) {
        return entries(Column.PEG_OUTS, from)
                .map(entry -> new StoredPegOut(
                        decode("peg-out key", () -> PegOutKey.decode(entry.key())), Bytes.of(entry.value())));
    }

    /** Proofs that wait for a block, in the order of their range end's root; read in pages like {@link #tailAbove}. */
    public Stream<AuxPowProof> auxPows() {
        return entries(Column.AUXPOW, new byte[0])
                .map(entry -> decode("proof", () -> new AuxPowProof(Bytes32.of(entry.key()), Bytes.of(entry.value()))));
    }

    public Optional<Bytes> checkpoint(String name) {
        return get(Column.CHECKPOINTS, Keys.name(name));
    }

    /** What {@link ImportBatch#value} stored. */
    public Optional<Bytes> value(String name) {
        return get(Column.META, Keys.value(name));
    }

    /** Any key of a column that has no method of its own here. */
    public Optional<Bytes> get(Column column, Bytes key) {
        return get(column, key.toArray());
    }

    /** Where it is. */
    public Path directory() {
        return store.directory();
    }

    /** Writes a copy that opens as a database of its own; {@code directory} must not exist, its parent must. */
    public void snapshotTo(Path directory) {
        Path parent = directory.toAbsolutePath().getParent();
        if (Files.exists(directory) || parent == null || !Files.isDirectory(parent)) {
            throw new StorageException(new StorageFailure.DirectoryUnusable(
                    directory, "a snapshot needs a new directory inside one that exists"));
        }
        store.snapshotTo(directory);
    }

    /** Rewrites all columns without deleted and overwritten entries. Takes as long as reading and writing everything. */
    public void compact() {
        store.compact();
    }

    /**
     * Reads every table file and checks its checksums.
     *
     * @throws StorageException with {@link StorageFailure.Corrupt} when one is wrong
     */
    public void verifyChecksums() {
        store.verifyChecksums();
    }

    public StorageStats stats() {
        List<StorageStats.ColumnStats> columns =
                Arrays.stream(Column.values()).map(this::columnStats).toList();
        return new StorageStats(
                columns,
                store.ticker(TickerType.BLOCK_CACHE_HIT),
                store.ticker(TickerType.BLOCK_CACHE_MISS),
                store.property(Column.META.familyName(), "rocksdb.block-cache-usage"),
                store.property("rocksdb.estimate-pending-compaction-bytes"),
                store.property(Column.META.familyName(), "rocksdb.num-running-compactions"),
                store.property(Column.META.familyName(), "rocksdb.num-running-flushes"),
                store.ticker(TickerType.WAL_FILE_SYNCED),
                reads.snapshot(),
                writes.snapshot());
    }

    /** Waits for calls under way; later calls throw. Closing twice is allowed. */
    @Override
    public void close() {
        store.close();
    }

    private void requireNextHeight(ChainPoint first) {
        Optional<ChainPoint> last = finalPoint();
        if (last.isPresent() && last.get().height() + 1 != first.height()) {
            throw new IllegalStateException("height " + first.height() + " does not follow final height "
                    + last.get().height());
        }
    }

    private Bytes requireBlock(long height, Bytes32 root) {
        return block(root).orElseThrow(() -> corrupt("final block " + root + " of height " + height + " is missing"));
    }

    private Optional<ChainPoint> point(byte[] key) {
        return get(Column.META, key).map(bytes -> decode("chain point", () -> ChainPoint.decode(bytes.toArray())));
    }

    private static StoredCertificate certificate(ColumnStore.Entry entry) {
        ByteBuffer key = ByteBuffer.wrap(entry.key());
        long toSlot = key.getLong();
        StoredCertificate.Kind kind = StoredCertificate.Kind.ofCode(key.get());
        return new StoredCertificate(kind, key.getLong(), toSlot, Bytes.of(entry.value()));
    }

    private StorageStats.ColumnStats columnStats(Column column) {
        String family = column.familyName();
        return new StorageStats.ColumnStats(
                column,
                store.property(family, "rocksdb.estimate-num-keys"),
                store.property(family, "rocksdb.total-sst-files-size"),
                store.property(family, "rocksdb.cur-size-all-mem-tables"));
    }

    private Optional<Bytes> get(Column column, byte[] key) {
        return reads.time(() -> store.get(column.familyName(), key)).map(Bytes::of);
    }

    private Stream<ColumnStore.Entry> entries(Column column, byte[] from) {
        return Stream.iterate(page(column, from), page -> !page.isEmpty(), page -> pageAfter(column, page))
                .flatMap(List::stream);
    }

    /** A page that is not full is the last: asking again would cost a seek for nothing. */
    private List<ColumnStore.Entry> pageAfter(Column column, List<ColumnStore.Entry> page) {
        if (page.size() < PAGE) {
            return List.of();
        }
        return page(column, after(page.getLast().key()));
    }

    private static byte[] after(byte[] key) {
        return Arrays.copyOf(key, key.length + 1);
    }

    private List<ColumnStore.Entry> page(Column column, byte[] from) {
        return reads.time(() -> store.scan(column.familyName(), from, PAGE));
    }

    private <T> T decode(String what, Supplier<T> decoder) {
        try {
            return decoder.get();
        } catch (RuntimeException e) {
            StorageException failure = corrupt(what + " cannot be read: " + e.getMessage());
            failure.addSuppressed(e);
            throw failure;
        }
    }

    private StorageException corrupt(String detail) {
        return new StorageException(new StorageFailure.Corrupt(store.directory(), detail));
    }
}
