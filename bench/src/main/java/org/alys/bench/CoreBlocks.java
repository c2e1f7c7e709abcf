package org.alys.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alys.evm.block.Block;
import org.alys.evm.chain.EmbeddedChain;
import org.alys.evm.chain.ForkchoiceOutcome;
import org.alys.evm.chain.Genesis;
import org.alys.evm.chain.GenesisFile;
import org.alys.evm.chain.ImportResult;
import org.alys.evm.chain.PayloadConversion;
import org.alys.evm.payload.ExecutionPayload;
import org.alys.evm.payload.Fork;
import org.alys.evm.transaction.SignedTransaction;
import org.alys.primitives.Bytes32;

/**
 * Blocks whose senders are known, executed and committed here and by the core of go-ethereum in turns, on a chain of Shanghai, which
 * both know. The state roots must be the same, so the work is.
 */
final class CoreBlocks {
    private static final int WARMUP_BLOCKS = 20;
    private static final int BLOCKS = 10;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final String PEER = "go-ethereum";

    private CoreBlocks() {}

    /** No rows where go-ethereum's library does not run. */
    static List<Row> measure(Effort effort, Path scratch) throws IOException {
        Optional<GoEthereumPeer> started = GoEthereumPeer.start(scratch.resolve("go-ethereum"));
        if (started.isEmpty()) {
            return List.of();
        }
        TradingChain chain = new TradingChain(Instant.now().getEpochSecond() - 100_000, Fork.SHANGHAI);
        Genesis genesis = GenesisFile.parse(chain.genesis());
        try (GoEthereumPeer peer = started.get();
                BlockNode builder = BlockNode.open(scratch.resolve("core-builder"), genesis);
                BlockNode importer = BlockNode.open(scratch.resolve("core-importer"), genesis)) {
            Path file = Files.writeString(scratch.resolve("core-genesis.json"), chain.genesis());
            same(genesis.block().header().stateRoot(), peer.genesis(file));
            List<Double> own = new ArrayList<>();
            List<Double> theirs = new ArrayList<>();
            int blocks = WARMUP_BLOCKS + BLOCKS * effort.factor();
            for (int i = 0; i < blocks; i++) {
                Block block = next(chain, builder);
                double millis = adopt(importer.execution().chain(), block);
                GoEthereumPeer.Executed executed = peer.execute(TradingChain.CHAIN_ID, block);
                same(block.header().stateRoot(), executed.stateRoot());
                if (i >= WARMUP_BLOCKS) {
                    own.add(millis);
                    theirs.add(executed.nanos() / NANOS_PER_MILLI);
                }
            }
            return rows(own, theirs);
        }
    }

    private static List<Row> rows(List<Double> own, List<Double> theirs) {
        double median = Figures.median(own);
        double other = Figures.median(theirs);
        return List.of(
                Row.of("the same on Shanghai, senders known", median, "ms")
                        .comparedWith(median / other, PEER)
                        .withTarget(new Target.RatioAtMost(1)),
                Row.of("… by " + PEER + ", without crossing into its library", other, "ms"));
    }

    private static Block next(TradingChain chain, BlockNode builder) {
        List<SignedTransaction> transactions = chain.mixed(200, 50);
        builder.submit(transactions);
        ExecutionPayload payload = builder.build(transactions.size());
        return switch (PayloadConversion.toBlock(
                payload, Bytes32.ZERO, builder.execution().pool()::find)) {
            case PayloadConversion.Converted(Block block) -> {
                adopt(builder.execution().chain(), block);
                yield block;
            }
            case PayloadConversion.Refused(var problem) ->
                throw new IllegalStateException("what was built is no block: " + problem);
        };
    }

    /** Milliseconds from the block to the new head. */
    private static double adopt(EmbeddedChain chain, Block block) {
        long start = System.nanoTime();
        ImportResult result = chain.importBlock(block);
        ForkchoiceOutcome outcome = chain.forkchoice(block.hash(), Bytes32.ZERO, Bytes32.ZERO);
        double millis = (System.nanoTime() - start) / NANOS_PER_MILLI;
        if (!(result instanceof ImportResult.Valid) || !(outcome instanceof ForkchoiceOutcome.Applied)) {
            throw new IllegalStateException("the block was not taken: " + result + ", " + outcome);
        }
        return millis;
    }

    private static void same(Bytes32 expected, Bytes32 found) {
        if (!expected.equals(found)) {
            throw new IllegalStateException("go-ethereum comes to the state root " + found + " instead of " + expected);
        }
    }
}
