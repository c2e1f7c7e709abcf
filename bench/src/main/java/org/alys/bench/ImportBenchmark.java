package org.alys.bench;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.alys.chain.block.Block;
import org.alys.chain.block.BlockSchema;
import org.alys.chain.block.CertifiedBlock;
import org.alys.chain.money.ExecutionFacts;
import org.alys.chain.rules.ChainState;
import org.alys.chain.rules.Verdict;
import org.alys.chain.signing.SignatureCheck;
import org.alys.primitives.Bytes;
import org.alys.primitives.ssz.Decoded;
import org.alys.storage.ChainDatabase;
import org.alys.storage.ChainPoint;
import org.alys.storage.DatabaseOptions;
import org.alys.storage.Durability;
import org.alys.storage.ImportBatch;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Import of certified blocks of a federation of three from their stored bytes, the execution layer left out: decode, check
 * proposer and certificate, judge, apply, and one batch for the database. A node that catches up checks the signatures of many
 * blocks together. Beside it the signatures alone, and what is left without signatures and disk. One call imports all blocks
 * into a fresh database.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4)
@Measurement(iterations = 7)
@Fork(
        value = 1,
        jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "-Xmx512m"})
public class ImportBenchmark {
    private static final int BLOCKS = 320;
    /** As many as one answer of a peer holds. */
    private static final int TOGETHER = 64;

    /** Of 200 bytes, in every block. */
    @Param({"0", "20"})
    private int transactions;

    private final SecureRandom random = new SecureRandom();
    private StoredChain stored = StoredChain.of(0, 0);
    private List<CertifiedBlock> decoded = List.of();
    private Optional<ScratchDirectory> directory = Optional.empty();
    private Optional<ChainDatabase> database = Optional.empty();

    @Setup(Level.Trial)
    public void makeBlocks() {
        stored = StoredChain.of(BLOCKS, transactions);
        decoded = stored.encodedBlocks().stream().map(this::decode).toList();
    }

    @Setup(Level.Iteration)
    public void open() throws IOException {
        ScratchDirectory fresh = ScratchDirectory.create();
        Block genesis = stored.chain().genesis();
        directory = Optional.of(fresh);
        database =
                Optional.of(ChainDatabase.open(fresh.path().resolve("db"), genesis.root(), DatabaseOptions.standard()));
        database.get()
                .write(new ImportBatch()
                        .putState(
                                genesis.root(),
                                ChainState.SCHEMA.encode(stored.chain().rules().genesis()))
                        .finalise(List.of(point(genesis))));
    }

    @TearDown(Level.Iteration)
    public void close() throws IOException {
        database.orElseThrow().close();
        directory.orElseThrow().close();
    }

    @Benchmark
    @OperationsPerInvocation(BLOCKS)
    public ChainState buffered(CoreTime core) {
        return importAll(TOGETHER, Durability.BUFFERED, core);
    }

    @Benchmark
    @OperationsPerInvocation(BLOCKS)
    public ChainState synced(CoreTime core) {
        return importAll(TOGETHER, Durability.SYNCED, core);
    }

    /** As blocks arrive that were just produced. */
    @Benchmark
    @OperationsPerInvocation(BLOCKS)
    public ChainState oneByOne(CoreTime core) {
        return importAll(1, Durability.BUFFERED, core);
    }

    @Benchmark
    @OperationsPerInvocation(BLOCKS)
    public ChainState unsigned() {
        ChainState state = stored.chain().rules().genesis();
        for (byte[] bytes : stored.encodedBlocks()) {
            CertifiedBlock block = decode(bytes);
            state = judgeAndApply(block.block(), state);
            batch(block.block(), bytes, state);
        }
        return state;
    }

    /** Of blocks that were decoded and hashed before. */
    @Benchmark
    @OperationsPerInvocation(BLOCKS)
    public void signatures() {
        for (int from = 0; from < BLOCKS; from += TOGETHER) {
            checkSignatures(decoded.subList(from, from + TOGETHER));
        }
    }

    private ChainState importAll(int together, Durability durability, CoreTime core) {
        core.start();
        ChainState state = stored.chain().rules().genesis();
        for (int from = 0; from < BLOCKS; from += together) {
            List<byte[]> encoded = stored.encodedBlocks().subList(from, from + together);
            List<CertifiedBlock> blocks = encoded.stream().map(this::decode).toList();
            checkSignatures(blocks);
            for (int i = 0; i < together; i++) {
                Block block = blocks.get(i).block();
                state = judgeAndApply(block, state);
                database.orElseThrow().write(batch(block, encoded.get(i), state), durability);
            }
        }
        core.imported(BLOCKS);
        return state;
    }

    private CertifiedBlock decode(byte[] bytes) {
        return switch (BlockSchema.of(stored.chain().spec().fork()).decodeCertified(bytes)) {
            case Decoded.Value<CertifiedBlock>(CertifiedBlock block) -> block;
            case Decoded.Malformed<CertifiedBlock>(String reason) -> throw new IllegalStateException(reason);
        };
    }

    /** A benchmark of rejections would look fast. */
    private void checkSignatures(List<CertifiedBlock> blocks) {
        List<SignatureCheck> checks = stored.chain().signatures().checkAll(blocks, random);
        if (!checks.stream().allMatch(SignatureCheck::isValid)) {
            throw new IllegalStateException("a block is not certified: " + checks);
        }
    }

    private ChainState judgeAndApply(Block block, ChainState parent) {
        ImportView view = new ImportView(stored.chain().spec(), block);
        Verdict verdict = stored.chain().rules().judge(block, parent, view);
        if (!(verdict instanceof Verdict.Accept)) {
            throw new IllegalStateException(block + " is not accepted: " + verdict);
        }
        return stored.chain().rules().apply(parent, block, ExecutionFacts.NONE, List.of(), view);
    }

    private static ImportBatch batch(Block block, byte[] bytes, ChainState state) {
        ChainPoint point = point(block);
        return new ImportBatch()
                .putBlock(block.root(), block.slot(), Bytes.of(bytes))
                .putState(block.root(), ChainState.SCHEMA.encode(state))
                .head(point)
                .finalise(List.of(point));
    }

    private static ChainPoint point(Block block) {
        return new ChainPoint(block.height(), block.slot(), block.root());
    }
}
