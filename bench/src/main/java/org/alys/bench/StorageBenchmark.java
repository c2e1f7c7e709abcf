package org.alys.bench;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.storage.ChainDatabase;
import org.alys.storage.ChainPoint;
import org.alys.storage.DatabaseOptions;
import org.alys.storage.Durability;
import org.alys.storage.ImportBatch;
import org.alys.storage.slashing.Permit;
import org.alys.storage.slashing.SignRecord;
import org.alys.storage.slashing.SigningIdentity;
import org.alys.storage.slashing.SlashingProtection;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one slot costs on disk: the batch of an imported block of 10 KB and the permits for what is signed. Most of it is
 * the disk's sync; the buffered batch shows what is left without. Set {@code java.io.tmpdir} to the disk to measure.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "-Xmx256m"})
public class StorageBenchmark {
    private static final int BLOCK_BYTES = 10 * 1024;
    private static final int STATE_BYTES = 2 * 1024;
    private static final int PRUNE_EVERY = 64;

    private final Random random = new Random(1);
    private Optional<ScratchDirectory> directory = Optional.empty();
    private Optional<ChainDatabase> database = Optional.empty();
    private Optional<SlashingProtection> protection = Optional.empty();
    private Bytes32 lastRoot = Bytes32.ZERO;
    private long height;
    private long slot;

    @Setup
    public void open() throws IOException {
        ScratchDirectory fresh = ScratchDirectory.create();
        directory = Optional.of(fresh);
        Bytes32 genesis = nextRoot();
        database = Optional.of(ChainDatabase.open(fresh.path().resolve("db"), genesis, DatabaseOptions.standard()));
        SigningIdentity identity = new SigningIdentity(genesis, Bytes.of(new byte[48]));
        protection = Optional.of(SlashingProtection.open(fresh.path().resolve("signing"), identity));
        importBlock(Durability.SYNCED);
    }

    @TearDown
    public void close() throws IOException {
        database.orElseThrow().close();
        protection.orElseThrow().close();
        directory.orElseThrow().close();
    }

    @Benchmark
    public void importSynced() {
        importBlock(Durability.SYNCED);
    }

    @Benchmark
    public void importBuffered() {
        importBlock(Durability.BUFFERED);
    }

    @Benchmark
    public Optional<Bytes> readLastBlock() {
        return database.orElseThrow().block(lastRoot);
    }

    @Benchmark
    public Permit permitOne() {
        return permit(List.of(SignRecord.notarize(slot, nextRoot()))).getFirst();
    }

    /** A finalize vote together with the next slot's notarize vote. */
    @Benchmark
    public List<Permit> permitTwo() {
        Bytes32 root = nextRoot();
        return permit(List.of(SignRecord.finalize(slot, root), SignRecord.notarize(slot + 1, root)));
    }

    private List<Permit> permit(List<SignRecord> records) {
        SlashingProtection store = protection.orElseThrow();
        List<Permit> permits = store.permitAll(records);
        slot += 2;
        if (slot % PRUNE_EVERY == 0) {
            store.pruneBelow(slot - 2);
        }
        return permits;
    }

    private void importBlock(Durability durability) {
        Bytes32 root = nextRoot();
        ChainPoint point = new ChainPoint(height, height, root);
        ImportBatch batch = new ImportBatch()
                .putBlock(root, height, bytes(BLOCK_BYTES))
                .putState(root, bytes(STATE_BYTES))
                .deleteState(lastRoot)
                .finalise(List.of(point))
                .head(point)
                .checkpoint("book", bytes(STATE_BYTES));
        database.orElseThrow().write(batch, durability);
        lastRoot = root;
        height++;
    }

    private Bytes32 nextRoot() {
        byte[] root = new byte[Bytes32.SIZE];
        random.nextBytes(root);
        return Bytes32.of(root);
    }

    private Bytes bytes(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return Bytes.of(bytes);
    }
}
