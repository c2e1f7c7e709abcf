package org.alys.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
import org.alys.engine.ExecutionClient;
import org.alys.engine.ForkchoiceResult;
import org.alys.engine.ForkchoiceState;
import org.alys.engine.PayloadAttributes;
import org.alys.engine.PayloadId;
import org.alys.engine.PayloadStatus;
import org.alys.engine.embedded.EmbeddedExecutionClient;
import org.alys.evm.chain.ChainColumns;
import org.alys.evm.chain.EmbeddedExecution;
import org.alys.evm.chain.Genesis;
import org.alys.evm.chain.GenesisFile;
import org.alys.evm.payload.ExecutionPayload;
import org.alys.evm.store.RocksSettings;
import org.alys.evm.store.RocksStore;
import org.alys.evm.transaction.SignedTransaction;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;

/**
 * Whole blocks on the embedded execution layer: from the payload to its state on disk, senders recovered, and the same payloads on
 * ethereumjs where it is installed. One embedded layer builds the payloads, another imports them.
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
        return "imports blocks of transfers, token transfers and swaps, beside ethereumjs";
    }

    /** A kind of block: fills a list with the transactions of one. */
    private record Kind(String name, Optional<Target> target, Consumer<List<SignedTransaction>> fill) {}

    @Override
    public List<Row> run(Effort effort) throws Exception {
        TradingChain chain = new TradingChain(Instant.now().getEpochSecond() - 100_000);
        Kind common = new Kind(
                "block of 80 transfers, 80 token transfers, 20 swaps",
                Optional.empty(),
                list -> mixed(chain, 80, 20, list));
        List<Kind> kinds = List.of(
                new Kind(
                        "block of 200 transfers, 200 token transfers, 50 swaps",
                        Optional.empty(),
                        list -> mixed(chain, 200, 50, list)),
                new Kind(
                        "block of 30 Mgas of transfers",
                        Optional.of(new Target.AtMost(FULL_BLOCK_MILLIS)),
                        list -> full(chain, list)));
        List<Row> rows = new ArrayList<>();
        try (ScratchDirectory scratch = ScratchDirectory.create()) {
            Path genesisFile = Files.writeString(scratch.path().resolve("genesis.json"), chain.genesis());
            Genesis genesis = GenesisFile.parse(chain.genesis());
            try (Node builder = Node.open(scratch.path().resolve("builder"), genesis);
                    Node importer = Node.open(scratch.path().resolve("importer"), genesis)) {
                Optional<EthereumJsPeer> peer = EthereumJsPeer.start(scratch.path(), genesisFile);
                try {
                    rows.addAll(measure(common, effort, builder, importer, peer));
                } finally {
                    peer.ifPresent(EthereumJsPeer::close);
                }
                for (Kind kind : kinds) {
                    rows.addAll(measure(kind, effort, builder, importer, Optional.empty()));
                }
            }
        }
        return rows;
    }

    private static void mixed(TradingChain chain, int transfers, int swaps, List<SignedTransaction> list) {
        for (int i = 0; i < transfers; i++) {
            list.add(chain.payment(i, i + 1));
            list.add(chain.tokenTransfer(200 + i, i));
        }
        for (int i = 0; i < swaps; i++) {
            list.add(chain.swap(400 + i));
        }
    }

    private static void full(TradingChain chain, List<SignedTransaction> list) {
        for (int i = 0; i < FULL_BLOCK; i++) {
            list.add(chain.payment(i % TradingChain.ACCOUNTS, (i + 1) % TradingChain.ACCOUNTS));
        }
    }

    private static List<Row> measure(
            Kind kind, Effort effort, Node builder, Node importer, Optional<EthereumJsPeer> peer) {
        List<Double> building = new ArrayList<>();
        List<Double> own = new ArrayList<>();
        List<Double> others = new ArrayList<>();
        int blocks = WARMUP_BLOCKS + BLOCKS * effort.factor();
        for (int i = 0; i < blocks; i++) {
            List<SignedTransaction> transactions = new ArrayList<>();
            kind.fill().accept(transactions);
            transactions.forEach(signed -> builder.client().sendRawTransaction(signed.encoded()));
            long start = System.nanoTime();
            ExecutionPayload payload = builder.build();
            long built = System.nanoTime() - start;
            if (payload.transactions().size() != transactions.size()) {
                throw new IllegalStateException(payload.transactions().size() + " of " + transactions.size()
                        + " transactions came into the block");
            }
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
        double median = median(own);
        Row timed = Row.of(kind.name() + ": imported", median, "ms").withP99(worst(own));
        Row row = kind.target().map(timed::withTarget).orElse(timed);
        List<Row> rows = new ArrayList<>();
        if (others.isEmpty()) {
            rows.add(row);
        } else {
            double theirs = median(others);
            rows.add(row.comparedWith(median / theirs, "ethereumjs"));
            rows.add(Row.of("… by ethereumjs", theirs, "ms"));
        }
        rows.add(Row.of("… taken from the build that went along", median(building), "ms"));
        return rows;
    }

    private static double median(List<Double> millis) {
        return Figures.percentile(stream(millis), 0.5);
    }

    private static double worst(List<Double> millis) {
        return Figures.percentile(stream(millis), 0.99);
    }

    private static DoubleStream stream(List<Double> millis) {
        return millis.stream().mapToDouble(Double::doubleValue);
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

    private record Node(RocksStore store, EmbeddedExecution execution, EmbeddedExecutionClient client)
            implements AutoCloseable {
        static Node open(Path directory, Genesis genesis) {
            RocksStore store = RocksStore.open(directory, ChainColumns.all(), RocksSettings.standard());
            EmbeddedExecution execution = EmbeddedExecution.open(
                    store, genesis, EmbeddedExecution.Settings.standard(), InstantSource.system());
            return new Node(store, execution, new EmbeddedExecutionClient(execution));
        }

        ExecutionPayload build() {
            Bytes32 head = execution.chain().head().hash();
            PayloadAttributes attributes = new PayloadAttributes(
                    execution.chain().head().header().timestamp() + 2,
                    Bytes32.ZERO,
                    EvmAddress.ZERO,
                    List.of(),
                    Bytes32.ZERO);
            ForkchoiceResult result = client.forkchoiceUpdated(
                    new ForkchoiceState(head, Bytes32.ZERO, Bytes32.ZERO), Optional.of(attributes));
            if (result instanceof ForkchoiceResult.Valid(Optional<PayloadId> id)) {
                return client.getPayload(id.orElseThrow()).payload();
            }
            throw new IllegalStateException("no build was started: " + result);
        }

        @Override
        public void close() {
            client.close();
            execution.close();
            store.close();
        }
    }
}
