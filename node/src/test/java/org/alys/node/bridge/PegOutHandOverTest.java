package org.alys.node.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alys.bridge.PegOut;
import org.alys.bridge.PegOutRequest;
import org.alys.bridge.PegOutState;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Sats;
import org.alys.storage.ChainPoint;
import org.alys.storage.ImportBatch;
import org.alys.storage.PegOutKey;
import org.alys.storage.TailBlock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests go from the chain's batches to the bridge once, whoever stops or forgets to tell in between. */
class PegOutHandOverTest {
    private static final EvmAddress ALICE = EvmAddress.fromHex("0xf9a9b63f5b7f9336da0ce520c6bec64627027f5b");

    private final ScriptedBitcoin bitcoin = new ScriptedBitcoin();

    @TempDir
    Path directory;

    private Optional<RunningBridge> running = Optional.empty();

    @BeforeEach
    void mineGenesis() {
        bitcoin.mine();
    }

    @AfterEach
    void stop() {
        running.ifPresent(RunningBridge::close);
        running = Optional.empty();
    }

    private RunningBridge restart() {
        stop();
        RunningBridge bridge = new RunningBridge(directory.resolve("db"), bitcoin);
        running = Optional.of(bridge);
        return bridge;
    }

    private static Bytes32 root(long slot, int branch) {
        return Bytes32.fromHex("%062x%02x".formatted(slot, branch));
    }

    private static PegOutKey key(long slot, int branch, int logIndex) {
        return new PegOutKey(slot, root(slot, branch), logIndex);
    }

    private static PegOutRequest request(long height, int logIndex) {
        return new PegOutRequest(
                height,
                Bytes32.fromHex("%064x".formatted(logIndex)),
                ALICE,
                Bytes.of("bcrt1qsomebody".getBytes(StandardCharsets.US_ASCII)),
                new Sats(20_000 + logIndex));
    }

    /** An executed block with requests, as the chain imports it. */
    private static ImportBatch imported(long height, int branch, int... logs) {
        ImportBatch batch = new ImportBatch().putBlock(root(height, branch), height, Bytes.fromHex("aa"));
        for (int log : logs) {
            batch.pegOut(key(height, branch, log), request(height, log).encode());
        }
        return batch;
    }

    private static ImportBatch finalised(ImportBatch batch, long height, int branch) {
        return batch.finalise(List.of(new ChainPoint(height, height, root(height, branch))));
    }

    @Test
    void takesUpARequestWhenItsBlockIsFinalAndListsItBefore() {
        RunningBridge bridge = restart();
        bridge.write(finalised(imported(1, 0), 1, 0));
        bridge.write(imported(2, 0, 4));
        bridge.takeUp();
        assertThat(bridge.pegOuts()).extracting(PegOut::request).containsExactly(request(2, 4));
        assertThat(bridge.status().pegOuts()).isZero();
        assertThat(bridge.hasTakenUp(key(2, 0, 4))).isFalse();

        bridge.write(finalised(new ImportBatch(), 2, 0));
        bridge.takeUp();
        assertThat(bridge.pegOuts())
                .containsExactly(new PegOut(
                        new org.alys.bridge.PegOutId(2, root(2, 0), 4), request(2, 4), PegOutState.REQUESTED));
        assertThat(bridge.status().pegOuts()).isEqualTo(1);
        assertThat(bridge.status().pegOutAmount()).isEqualTo(new Sats(20_004));
        assertThat(bridge.hasTakenUp(key(2, 0, 4))).isTrue();
    }

    @Test
    void aRequestOfAnAbandonedBranchDisappearsAndItsTwinOnTheOtherBranchStays() {
        RunningBridge bridge = restart();
        bridge.write(finalised(imported(1, 0), 1, 0));
        bridge.write(imported(2, 0, 0));
        bridge.write(imported(3, 1, 0));
        assertThat(bridge.pegOuts()).hasSize(2);

        ImportBatch reorg = new ImportBatch().finalise(List.of(new ChainPoint(2, 3, root(3, 1))));
        bridge.write(reorg.abandon(new TailBlock(2, root(2, 0))));
        bridge.takeUp();
        assertThat(bridge.pegOuts()).extracting(pegOut -> pegOut.id().block()).containsExactly(root(3, 1));
        bridge = restart();
        assertThat(bridge.pegOuts()).extracting(pegOut -> pegOut.id().block()).containsExactly(root(3, 1));
        assertThat(bridge.status().pegOuts()).isEqualTo(1);
    }

    @Test
    void aRestartDeliversWhatWasNotAcknowledgedAndNothingTwice() {
        RunningBridge bridge = restart();
        bridge.write(finalised(imported(1, 0, 0, 1), 1, 0));
        bridge.takeUp();
        assertThat(bridge.pegOuts()).hasSize(2);
        bridge.write(finalised(imported(2, 0, 7), 2, 0));
        assertThat(bridge.hasTakenUp(key(2, 0, 7))).isFalse();

        bridge = restart();
        assertThat(bridge.pegOuts())
                .extracting(PegOut::request)
                .containsExactly(request(2, 7), request(1, 1), request(1, 0));
        assertThat(bridge.hasTakenUp(key(2, 0, 7))).isTrue();
        // The chain executes a block again when it was not sure that the first time is on disk.
        bridge.write(imported(2, 0, 7));
        bridge.takeUp();
        bridge = restart();
        assertThat(bridge.pegOuts()).hasSize(3);
    }

    @Test
    void aRequestThatNobodyToldOfIsTakenUpAtTheNextLook() {
        RunningBridge bridge = restart();
        bridge.write(finalised(imported(1, 0, 0), 1, 0));
        bridge.pollUntil(status -> status.pegOuts() == 1);
        assertThat(bridge.hasTakenUp(key(1, 0, 0))).isTrue();
    }

    @Test
    void takesUpMoreThanOnePage() {
        RunningBridge bridge = restart();
        ImportBatch batch = new ImportBatch().putBlock(root(1, 0), 1, Bytes.fromHex("aa"));
        List<Integer> logs = new ArrayList<>();
        for (int log = 0; log < 2_001; log++) {
            batch.pegOut(key(1, 0, log), request(1, log).encode());
            logs.add(log);
        }
        bridge.write(finalised(batch, 1, 0));
        bridge.takeUp();
        assertThat(bridge.status().pegOuts()).isEqualTo(logs.size());
        bridge = restart();
        assertThat(bridge.status().pegOuts()).isEqualTo(logs.size());
        assertThat(bridge.pegOuts())
                .extracting(pegOut -> pegOut.id().logIndex())
                .startsWith(2_000, 1_999);
    }
}
