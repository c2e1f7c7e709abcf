package org.alys.bitcoin.regtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.alys.bitcoin.regtest.chain.BlockEntry;
import org.alys.bitcoin.regtest.consensus.Coin;
import org.alys.bitcoin.regtest.mempool.MempoolEntry;
import org.alys.bitcoin.tx.Block;
import org.alys.bitcoin.tx.BlockHash;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bitcoin.tx.TxInput;
import org.alys.bitcoin.tx.TxOutput;
import org.alys.bitcoin.tx.Txid;
import org.alys.primitives.Bytes;
import org.alys.primitives.Sats;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {
    private static final Bytes OTHER = Bytes.fromHex("0014" + "07".repeat(20));

    @TempDir
    Path directory = Path.of("");

    /** All that a restart must not change. */
    private record State(
            BlockHash tip,
            Map<OutPoint, Coin> coins,
            Set<BlockHash> leaves,
            Set<BlockHash> failed,
            List<Txid> mempool) {
        static State of(TestChain node) {
            return new State(
                    node.tip().hash(),
                    node.coins(),
                    node.chain.tree().leaves().stream().map(BlockEntry::hash).collect(Collectors.toSet()),
                    node.chain.tree().all().stream()
                            .filter(BlockEntry::isFailed)
                            .map(BlockEntry::hash)
                            .collect(Collectors.toSet()),
                    node.mempool.entries().stream().map(MempoolEntry::txid).toList());
        }
    }

    @Test
    void findsEverythingAgain() throws IOException {
        State before;
        try (TestChain node = new TestChain(directory)) {
            node.mine(104);
            Transaction confirmed = node.send(node.coinbase(1), 1_000);
            node.mine();
            node.chain.invalidate(node.tip());
            node.mine(OTHER);
            node.mine();
            BlockEntry stale = node.tip();
            node.chain.invalidate(stale);
            node.chain.reconsider(stale);
            Transaction waiting = node.send(new OutPoint(confirmed.txid(), 0), 1_000);
            node.send(new OutPoint(waiting.txid(), 0), 1_000);
            before = State.of(node);
        }
        try (TestChain node = new TestChain(directory)) {
            assertThat(State.of(node)).isEqualTo(before);
            node.mine();
            assertThat(node.mempool.size()).isZero();
        }
    }

    @Test
    void opensAfterTheLastWriteWasCutOffAtAnyByte() throws IOException {
        Path log = directory.resolve("blocks.log");
        BlockHash before;
        BlockHash after;
        long start;
        try (TestChain node = new TestChain(directory)) {
            node.mine(3);
            before = node.tip().hash();
            start = Files.size(log);
            after = node.mine().hash();
        }
        byte[] whole = Files.readAllBytes(log);
        for (int length = (int) start; length <= whole.length; length++) {
            Files.write(log, Arrays.copyOf(whole, length));
            try (TestChain node = new TestChain(directory)) {
                assertThat(node.tip().hash()).as("cut at %d", length).isIn(before, after);
                node.mine();
            }
        }
    }

    @Test
    void runsScriptsOfABlockThatACrashCutOffFromItsNote() throws IOException {
        Path log = directory.resolve("blocks.log");
        long length;
        BlockHash tip;
        try (TestChain node = new TestChain(directory)) {
            node.mine(103);
            tip = node.tip().hash();
            OutPoint coin = node.coinbase(1);
            TxOutput output = node.output(coin).orElseThrow();
            Transaction unsigned = new Transaction(
                    2, List.of(TxInput.unsigned(coin, 0)), List.of(new TxOutput(output.value(), TestChain.SCRIPT)), 0);
            Block forged = node.maker.block(List.of(unsigned), Sats.ZERO, TestChain.SCRIPT);
            node.chain.accept(forged);
            assertThat(node.tip().hash()).isEqualTo(tip);
            length = Files.size(log);
        }
        assertThat(length).isPositive();
        try (TestChain node = new TestChain(directory)) {
            assertThat(node.tip().hash()).isEqualTo(tip);
        }
    }
}
