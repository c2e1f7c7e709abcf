package org.alys.storage;

import static org.alys.storage.Roots.GENESIS;
import static org.alys.storage.Roots.bytes;
import static org.alys.storage.Roots.root;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.alys.primitives.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChainDatabaseTest {
    private final AtomicLong nanos = new AtomicLong();

    @TempDir
    Path directory;

    private ChainDatabase database;

    @BeforeEach
    void open() {
        DatabaseOptions standard = DatabaseOptions.standard();
        database = ChainDatabase.open(
                directory.resolve("db"),
                GENESIS,
                new DatabaseOptions(
                        standard.cacheBytes(),
                        standard.writeBufferBytes(),
                        standard.maxOpenFiles(),
                        standard.backgroundJobs(),
                        () -> nanos.addAndGet(1000)));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void reopen() {
        database.close();
        open();
    }

    private static ChainPoint point(long height) {
        return new ChainPoint(height, 2 * height, root(height));
    }

    private void importFinal(long height) {
        database.write(new ImportBatch()
                .putBlock(root(height), 2 * height, bytes("block " + height))
                .finalise(List.of(point(height))));
    }

    @Test
    void isEmptyWhenNew() {
        assertThat(database.head()).isEmpty();
        assertThat(database.finalPoint()).isEmpty();
        assertThat(database.block(root(1))).isEmpty();
        assertThat(database.blockAt(0)).isEmpty();
        assertThat(database.tailAbove(-1)).isEmpty();
    }

    @Test
    void keepsEverythingOfABatchAcrossReopening() {
        Bytes outpoint = Bytes.of(new byte[36]);
        StoredCertificate skip = new StoredCertificate(StoredCertificate.Kind.SKIP, 3, 9, bytes("skip"));
        database.write(new ImportBatch()
                .putBlock(root(1), 2, bytes("block"))
                .putState(root(1), bytes("state"))
                .head(point(1))
                .minted(outpoint, 1)
                .certificate(skip)
                .putAuxPow(root(7), bytes("proof"))
                .checkpoint("book", bytes("coins"))
                .checkpoint("sync", bytes("at 5"))
                .value("fees", bytes("12")));

        reopen();

        assertThat(database.block(root(1))).contains(bytes("block"));
        assertThat(database.state(root(1))).contains(bytes("state"));
        assertThat(database.head()).contains(point(1));
        assertThat(database.mintedAt(outpoint)).isEqualTo(OptionalLong.of(1));
        assertThat(database.certificatesFrom(0)).containsExactly(skip);
        assertThat(database.auxPows()).containsExactly(new AuxPowProof(root(7), bytes("proof")));
        assertThat(database.checkpoint("book")).contains(bytes("coins"));
        assertThat(database.checkpoint("sync")).contains(bytes("at 5"));
        assertThat(database.value("fees")).contains(bytes("12"));
        assertThat(database.hasBlock(root(1))).isTrue();
        assertThat(database.hasBlock(root(2))).isFalse();
    }

    @Test
    void finalisingMovesABlockFromTheTailToTheFinalChain() {
        database.write(new ImportBatch()
                .putBlock(root(0), 0, bytes("a"))
                .putBlock(root(1), 2, bytes("b"))
                .putBlock(root(2), 4, bytes("c")));
        database.write(new ImportBatch().finalise(List.of(point(0), point(1))));

        assertThat(database.tailAbove(-1)).containsExactly(new TailBlock(4, root(2)));
        assertThat(database.rootAt(0)).contains(root(0));
        assertThat(database.blockAt(1)).contains(new StoredBlock(1, root(1), bytes("b")));
        assertThat(database.blockAt(2)).isEmpty();
        assertThat(database.finalPoint()).contains(point(1));
    }

    @Test
    void refusesAGapInTheFinalChain() {
        importFinal(0);

        ImportBatch gap = new ImportBatch().finalise(List.of(point(2)));
        assertThatThrownBy(() -> database.write(gap)).isInstanceOf(IllegalStateException.class);
        assertThat(database.finalPoint()).contains(point(0));
    }

    @Test
    void refusesAGapWithinOneBatch() {
        ImportBatch batch = new ImportBatch();
        assertThatThrownBy(() -> batch.finalise(List.of(point(0), point(2))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesToListAFinalBlockInTheTail() {
        ImportBatch batch = new ImportBatch().finalise(List.of(point(0)));
        assertThatThrownBy(() -> batch.putBlock(root(0), 0, bytes("a"))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void mayStartFromALaterHeightAfterACheckpoint() {
        importFinal(500);
        importFinal(501);

        assertThat(database.finalPoint()).contains(point(501));
    }

    @Test
    void abandoningRemovesATailBlockWithItsState() {
        database.write(new ImportBatch().putBlock(root(1), 2, bytes("a")).putState(root(1), bytes("s")));
        database.write(new ImportBatch().abandon(new TailBlock(2, root(1))));

        assertThat(database.tailAbove(-1)).isEmpty();
        assertThat(database.hasBlock(root(1))).isFalse();
        assertThat(database.state(root(1))).isEmpty();
    }

    @Test
    void listsTheTailAboveASlotInSlotOrder() {
        ImportBatch batch = new ImportBatch();
        LongStream.of(300, 2, 70_000, 5).forEach(slot -> batch.putBlock(root(slot), slot, bytes("x")));
        database.write(batch);

        assertThat(database.tailAbove(2)).extracting(TailBlock::slot).containsExactly(5L, 300L, 70_000L);
    }

    @Test
    void listsATailOfManyPages() {
        ImportBatch batch = new ImportBatch();
        LongStream.range(0, 2500).forEach(slot -> batch.putBlock(root(slot), slot, bytes("x")));
        database.write(batch, Durability.BUFFERED);

        assertThat(database.tailAbove(-1).map(TailBlock::slot).toList())
                .isEqualTo(LongStream.range(0, 2500).boxed().toList());
    }

    @Test
    void readsARangeOfHeightsUpToItsLimitAndTheFinalBlock() {
        LongStream.range(0, 5).forEach(this::importFinal);

        assertThat(database.blocks(1, 2)).extracting(StoredBlock::height).containsExactly(1L, 2L);
        assertThat(database.blocks(3, 100)).extracting(StoredBlock::height).containsExactly(3L, 4L);
        assertThat(database.blocks(9, 100)).isEmpty();
    }

    @Test
    void aMissingFinalBlockIsReportedAsDamage() {
        importFinal(0);
        database.write(new ImportBatch().delete(Column.BLOCKS, Bytes.of(root(0).toArray())));

        assertFailure(StorageFailure.Corrupt.class, () -> database.blockAt(0));
    }

    @Test
    void findsCertificatesThatReachASlotUntilTheyArePruned() {
        StoredCertificate wide = new StoredCertificate(StoredCertificate.Kind.SKIP, 1, 20, bytes("wide"));
        StoredCertificate early = new StoredCertificate(StoredCertificate.Kind.SKIP, 2, 4, bytes("early"));
        StoredCertificate made = new StoredCertificate(StoredCertificate.Kind.FINALIZE, 10, 10, bytes("final"));
        database.write(new ImportBatch().certificate(wide).certificate(early).certificate(made));

        assertThat(database.certificatesFrom(5)).containsExactly(made, wide);
        database.write(new ImportBatch().pruneCertificatesBelow(10));
        assertThat(database.certificatesFrom(0)).containsExactly(made, wide);
    }

    @Test
    void keepsTheMetaColumnToItself() {
        ImportBatch batch = new ImportBatch();
        assertThatThrownBy(() -> batch.put(Column.META, bytes("alys/genesis"), bytes("x")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> batch.delete(Column.META, bytes("alys/genesis")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void namedValuesCannotOverwriteItsOwn() {
        database.write(new ImportBatch().value("alys/genesis", bytes("x")));

        reopen();
        assertThat(database.value("alys/genesis")).contains(bytes("x"));
    }

    @Test
    void aSnapshotOpensAsADatabaseOfThatMoment() {
        importFinal(0);
        Path copy = directory.resolve("copy");
        database.snapshotTo(copy);
        importFinal(1);

        try (ChainDatabase snapshot = ChainDatabase.open(copy, GENESIS, DatabaseOptions.standard())) {
            assertThat(snapshot.finalPoint()).contains(point(0));
            assertThat(snapshot.blockAt(0)).isPresent();
        }
    }

    @Test
    void refusesASnapshotOverAnExistingDirectory() {
        assertFailure(StorageFailure.DirectoryUnusable.class, () -> database.snapshotTo(directory));
    }

    @Test
    void survivesCompactionAndChecksItsFiles() {
        LongStream.range(0, 50).forEach(this::importFinal);
        database.compact();
        database.verifyChecksums();

        assertThat(database.blocks(0, 100)).hasSize(50);
        assertThat(database.stats().fileBytes()).isPositive();
    }

    @Test
    void countsAndTimesOperations() {
        importFinal(0);
        long readsBefore = database.stats().reads().count();
        database.block(root(0));

        StorageStats stats = database.stats();
        assertThat(stats.writes().count()).isEqualTo(1);
        assertThat(stats.writes().mean().toNanos()).isEqualTo(1000);
        assertThat(stats.reads().count()).isEqualTo(readsBefore + 1);
        assertThat(stats.logSyncs()).isPositive();
        assertThat(stats.columns()).hasSize(Column.values().length);
        assertThat(stats.cacheHitRate()).isBetween(0.0, 1.0);
    }

    @Test
    void refusesUseAfterClose() {
        database.close();
        database.close();

        assertFailure(StorageFailure.Closed.class, () -> database.head());
    }

    private static void assertFailure(Class<? extends StorageFailure> kind, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        StorageException.class, e -> assertThat(e.failure()).isInstanceOf(kind));
    }
}
