package org.alys.node.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alys.actor.AskException;
import org.alys.actor.durable.Journal;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bitcoin.tx.TxOutput;
import org.alys.bridge.PegOut;
import org.alys.bridge.PegOutRequest;
import org.alys.chain.block.PegIn;
import org.alys.node.http.PegInView;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Sats;
import org.alys.storage.ChainPoint;
import org.alys.storage.ImportBatch;
import org.alys.storage.PegOutKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bridge whose process dies at any of its writes ends where one ends that never died. */
class BridgeCrashTest {
    private static final EvmAddress ALICE = EvmAddress.fromHex("0xf9a9b63f5b7f9336da0ce520c6bec64627027f5b");
    private static final int CONFIRMATIONS = 6;
    private static final long NEVER = Long.MAX_VALUE;

    @TempDir
    Path directory;

    /** What anybody can ask the bridge for. */
    private record Seen(
            List<PegInView> pegIns, List<PegIn> mintable, BridgeMessage.Holdings holdings, List<PegOut> pegOuts) {}

    /** A world in which things happen, step by step, and the bridge that follows it. */
    private static final class World implements AutoCloseable {
        final ScriptedBitcoin bitcoin = new ScriptedBitcoin();
        private final Path directory;
        private Optional<DyingJournal> dying = Optional.empty();
        private RunningBridge bridge;
        private boolean reborn;

        World(Path directory, long lastWrite, boolean afterWriting) {
            this.directory = directory;
            bitcoin.mine();
            bridge = new RunningBridge(directory, bitcoin, journal -> dying(journal, lastWrite, afterWriting));
        }

        private Journal dying(Journal disk, long lastWrite, boolean afterWriting) {
            DyingJournal journal = new DyingJournal(disk, lastWrite, afterWriting);
            dying = Optional.of(journal);
            return journal;
        }

        boolean hasDied() {
            return dying.filter(DyingJournal::isDead).isPresent();
        }

        long writes() {
            return dying.map(DyingJournal::writes).orElse(0L);
        }

        /** The bridge takes in what happened; if its process dies over it, a new one does. */
        void settle() {
            try {
                takeIn();
            } catch (AskException | AssertionError e) {
                if (reborn || !hasDied()) {
                    throw e;
                }
                reborn = true;
                bridge.close();
                bridge = new RunningBridge(directory, bitcoin);
                takeIn();
            }
        }

        private void takeIn() {
            bridge.takeUp();
            bridge.readUpTo(bitcoin.height());
        }

        void write(ImportBatch batch) {
            bridge.write(batch);
        }

        Seen seen() {
            return new Seen(bridge.list(), bridge.mintable(), bridge.holdings(), bridge.pegOuts());
        }

        @Override
        public void close() {
            bridge.close();
        }
    }

    private static Transaction deposit(ScriptedBitcoin bitcoin, long sats) {
        Bytes naming = Bytes.fromHex("6a14" + Bytes.of(ALICE.toArray()).toHex());
        return bitcoin.paying(new TxOutput(new Sats(sats), RunningBridge.FEDERATION), new TxOutput(Sats.ZERO, naming));
    }

    private static ImportBatch finalBlock(long height) {
        Bytes32 root = Bytes32.fromHex("%064x".formatted(height));
        return new ImportBatch()
                .putBlock(root, height, Bytes.fromHex("aa"))
                .finalise(List.of(new ChainPoint(height, height, root)));
    }

    private static ImportBatch request(ImportBatch batch, long height, int log) {
        PegOutRequest request = new PegOutRequest(
                height, Bytes32.fromHex("%064x".formatted(log)), ALICE, Bytes.fromHex("61"), new Sats(20_000 + log));
        return batch.pegOut(new PegOutKey(height, Bytes32.fromHex("%064x".formatted(height)), log), request.encode());
    }

    /** Deposits, a reorganisation that takes one back, mints, requests. */
    private static Seen live(World world) {
        ScriptedBitcoin bitcoin = world.bitcoin;
        Transaction kept = deposit(bitcoin, 50_000);
        Transaction moved = deposit(bitcoin, 60_000);
        world.settle();
        bitcoin.mine(kept);
        bitcoin.mine(moved);
        world.settle();
        bitcoin.forget(1);
        bitcoin.mine();
        bitcoin.mine(moved);
        world.settle();
        bitcoin.mineEmpty(CONFIRMATIONS);
        world.settle();
        world.write(finalBlock(1).minted(PegIns.key(new OutPoint(kept.txid(), 0)), 1));
        world.settle();
        world.write(request(request(finalBlock(2), 2, 0), 2, 1));
        world.settle();
        world.write(request(finalBlock(3), 3, 0));
        bitcoin.mine(deposit(bitcoin, 70_000));
        world.settle();
        return world.seen();
    }

    @Test
    void endsWhereItEndsThatNeverDied() {
        Seen expected;
        long writes;
        try (World world = new World(directory.resolve("alive"), NEVER, false)) {
            expected = live(world);
            writes = world.writes();
        }
        assertThat(expected.pegOuts()).hasSize(3);
        assertThat(expected.mintable()).hasSize(1);
        assertThat(writes).isGreaterThan(6);
        List<String> wrong = new ArrayList<>();
        for (long write = 0; write < writes; write++) {
            for (boolean afterWriting : List.of(false, true)) {
                String name = (afterWriting ? "after-" : "before-") + write;
                try (World world = new World(directory.resolve(name), write, afterWriting)) {
                    Seen seen = live(world);
                    assertThat(world.hasDied()).as(name).isTrue();
                    if (!seen.equals(expected)) {
                        wrong.add(name + ": " + seen);
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }
}
