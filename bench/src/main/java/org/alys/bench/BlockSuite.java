package org.alys.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.alys.engine.ExecutionClient;
import org.alys.engine.ForkchoiceResult;
import org.alys.engine.ForkchoiceState;
import org.alys.engine.PayloadStatus;
import org.alys.evm.chain.Genesis;
import org.alys.evm.chain.GenesisFile;
import org.alys.evm.payload.ExecutionPayload;
import org.alys.evm.payload.Fork;
import org.alys.evm.transaction.SignedTransaction;
import org.alys.primitives.Bytes32;

/**
 * Whole blocks on the embedded execution layer: from the payload to its state on disk, senders recovered, and the same payloads on
 * ethereumjs where it is installed. One embedded layer builds the payloads, another imports them. The same kind of block is executed
 * beside the core of go-ethereum ({@link CoreBlocks}).
 */
final class BlockSuite implements Suite {
    private static final int WARMUP_BLOCKS = 8;
    private static final int BLOCKS = 10;
    private static final int FULL_BLOCK = 30_000_000 / 21_000;
    private static final double FULL_BLOCK_MILLIS = 300;
    private static final double NANOS_PER_MILLI = 1e6;

    @Override
    public String name() {
        return "blocks";
    }

    @Override
    public String summary() {
        return "imports blocks of transfers, token transfers and swaps, beside ethereumjs and go-ethereum's core";
    }

    /** A kind of block: makes the transactions of the next one. */
    private record Kind(String name, Optional<Target> target, Supplier<List<SignedTransaction>> next) {}

    @Override
    public List<Row> run(Effort effort) throws Exception {
        TradingChain chain = new TradingChain(Instant.now().getEpochSecond() - 100_000, Fork.PRAGUE);
        Kind common = new Kind(
                "block of 80 transfers, 80 token transfers, 20 swaps", Optional.empty(), () -> chain.mixed(80, 20));
        List<Kind> kinds = List.of(
                new Kind(
                        "block of 200 transfers, 200 token transfers, 50 swaps",
                        Optional.empty(),
                        () -> chain.mixed(200, 50)),
                new Kind(
                        "block of 30 Mgas of transfers",
                        Optional.of(new Target.AtMost(FULL_BLOCK_MILLIS)),
                        () -> full(chain)));
        List<Row> rows = new ArrayList<>();
        try (ScratchDirectory scratch = ScratchDirectory.create()) {
            Path genesisFile = Files.writeString(scratch.path().resolve("genesis.json"), chain.genesis());
            Genesis genesis = GenesisFile.parse(chain.genesis());
            try (BlockNode builder = BlockNode.open(scratch.path().resolve("builder"), genesis);
                    BlockNode importer = BlockNode.open(scratch.path().resolve("importer"), genesis)) {
                Optional<EthereumJsPeer> peer = EthereumJsPeer.start(scratch.path(), genesisFile);
                try {
                    rows.addAll(measure(common, effort, builder, importer, peer));
                } finally {
                    peer.ifPresent(EthereumJsPeer::close);
                }
                for (Kind kind : kinds) {
                    rows.addAll(measure(kind, effort, builder, importer, Optional.empty()));
                }
                rows.addAll(CoreBlocks.measure(effort, scratch.path()));
            }
        }
        return rows;
    }

    private static List<SignedTransaction> full(TradingChain chain) {
        return IntStream.range(0, FULL_BLOCK)
                .mapToObj(i -> chain.payment(i % TradingChain.ACCOUNTS, (i + 1) % TradingChain.ACCOUNTS))
                .toList();
    }

    private static List<Row> measure(
            Kind kind, Effort effort, BlockNode builder, BlockNode importer, Optional<EthereumJsPeer> peer) {
        List<Double> building = new ArrayList<>();
        List<Double> own = new ArrayList<>();
        List<Double> others = new ArrayList<>();
        int blocks = WARMUP_BLOCKS + BLOCKS * effort.factor();
        for (int i = 0; i < blocks; i++) {
            List<SignedTransaction> transactions = kind.next().get();
            builder.submit(transactions);
            long start = System.nanoTime();
            ExecutionPayload payload = builder.build(transactions.size());
            long built = System.nanoTime() - start;
            adopt(builder.client(), payload);
            double millis = adopt(importer.client(), payload);
            Optional<Double> theirs = peer.map(client -> adopt(client.client(), payload));
            if (i >= WARMUP_BLOCKS) {
                theirs.ifPresent(others::add);
                own.add(millis);
                building.add(built / NANOS_PER_MILLI);
            }
        }
        return rows(kind, building, own, others);
    }

    private static List<Row> rows(Kind kind, List<Double> building, List<Double> own, List<Double> others) {
        double median = Figures.median(own);
        Row timed = Row.of(kind.name() + ": imported", median, "ms").withP99(worst(own));
        Row row = kind.target().map(timed::withTarget).orElse(timed);
        List<Row> rows = new ArrayList<>();
        if (others.isEmpty()) {
            rows.add(row);
        } else {
            double theirs = Figures.median(others);
            rows.add(row.comparedWith(median / theirs, "ethereumjs"));
            rows.add(Row.of("… by ethereumjs", theirs, "ms"));
        }
        rows.add(Row.of("… taken from the build that went along", Figures.median(building), "ms"));
        return rows;
    }

    private static double worst(List<Double> millis) {
        return Figures.percentile(millis, 0.99);
    }

    /** Milliseconds from the payload to the new head. */
    private static double adopt(ExecutionClient client, ExecutionPayload payload) {
        long start = System.nanoTime();
        PayloadStatus status = client.newPayload(payload, Bytes32.ZERO);
        ForkchoiceResult result = client.forkchoiceUpdated(
                new ForkchoiceState(payload.blockHash(), Bytes32.ZERO, Bytes32.ZERO), Optional.empty());
        double millis = (System.nanoTime() - start) / NANOS_PER_MILLI;
        if (!(status instanceof PayloadStatus.Valid) || !(result instanceof ForkchoiceResult.Valid)) {
            throw new IllegalStateException("the block was not taken: " + status + ", " + result);
        }
        return millis;
    }
}
