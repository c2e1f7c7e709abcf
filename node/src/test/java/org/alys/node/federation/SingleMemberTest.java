package org.alys.node.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.alys.bridge.PegOutRequest;
import org.alys.chain.block.PegIn;
import org.alys.node.chain.ChainStatus;
import org.alys.node.http.AuxBlockTemplate;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Sats;
import org.alys.primitives.ssz.Decoded;
import org.alys.storage.StoredPegOut;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A federation of one has nobody to ask: all it knows after a crash is what it wrote. */
class SingleMemberTest {
    private static final EvmAddress USER = EvmAddress.fromHex("0x" + "55".repeat(EvmAddress.SIZE));
    private static final PegIn DEPOSIT = BridgeScript.deposit(1, new Sats(50_000), USER);
    private static final Spend BURN = new Spend(0, USER, 2, new Sats(20_000));

    @TempDir
    private Path directory;

    @Test
    void producesABlockInEverySlotAndGoesOnAtTheSameHeadAfterARestart() {
        try (Federation federation = Federation.running(directory, 1, 1)) {
            Member only = federation.member(0);
            for (int height = 1; height <= 6; height++) {
                federation.nextSlot();
                federation.requireFinalHeadAt(height);
            }
            ChainStatus before = only.status();
            only.stop();
            only.start();
            assertThat(only.status().head()).isEqualTo(before.head());
            assertThat(only.status().federationFinal()).isEqualTo(before.federationFinal());
            assertThat(only.status().headState()).isEqualTo(before.headState());
            federation.nextSlot();
            federation.requireFinalHeadAt(7);
        }
    }

    /** The slots hold a deposit, a burn, a proof and what follows from them; the process dies at each write of theirs in turn. */
    @Test
    void survivesDeathBeforeAnyWrite() {
        diesAtEveryWrite(false);
    }

    @Test
    void survivesDeathAfterAnyWrite() {
        diesAtEveryWrite(true);
    }

    /** The same without a death: the chain fails for want of an answer and begins anew, and nobody else notices. */
    @Test
    void goesOnAfterTheAnswerToAnyWriteWasLost() {
        long writes = writesOfAWholeRun();
        for (long at = 0; at < writes; at++) {
            try (Federation federation =
                    Federation.stopped(directory.resolve("lost-" + at), Network.of(1, 1, 1_000_000))) {
                Member only = federation.member(0);
                only.bridge.confirm(DEPOSIT);
                only.execution.sendRawTransaction(BURN.encode());
                only.start(FaultyStorage.Crash.answerLostOf(at));
                federation.settle();
                federation.slots(3);
                goesOn(federation);
            }
        }
    }

    private void diesAtEveryWrite(boolean afterWriting) {
        long writes = writesOfAWholeRun();
        // Genesis, a proof, and three for each block: stored, certified, executed with its finality.
        assertThat(writes).isEqualTo(1 + 1 + 3 * 3);
        for (long at = 0; at < writes; at++) {
            Path place = directory.resolve("dies-at-" + at);
            FaultyStorage.Crash crash = afterWriting ? FaultyStorage.Crash.after(at) : FaultyStorage.Crash.before(at);
            try (Federation federation = Federation.stopped(place, Network.of(1, 1, 1_000_000))) {
                Member only = federation.member(0);
                only.bridge.confirm(DEPOSIT);
                only.execution.sendRawTransaction(BURN.encode());
                try {
                    only.start(crash);
                    live(federation);
                } catch (Member.LifeEnded _) {
                    assertThat(only.isDead()).isTrue();
                }
                assertThat(only.isDead()).as("write %d", at).isTrue();
                only.stop();
                only.start();
                goesOn(federation);
            }
        }
    }

    private long writesOfAWholeRun() {
        try (Federation federation = Federation.stopped(directory.resolve("whole"), Network.of(1, 1, 1_000_000))) {
            Member only = federation.member(0).start();
            only.bridge.confirm(DEPOSIT);
            only.execution.sendRawTransaction(BURN.encode());
            live(federation);
            return only.crash().writes();
        }
    }

    private static void live(Federation federation) {
        Member only = federation.member(0);
        federation.settle();
        federation.nextSlot();
        AuxBlockTemplate template = Miner.template(only);
        Miner.submit(only, template);
        federation.nextSlot();
        federation.nextSlot();
    }

    /** Same history, the deposit minted once, the burn requested once, and a block in each of the next slots. */
    private static void goesOn(Federation federation) {
        Member only = federation.member(0);
        federation.settle();
        long before = federation.height();
        federation.slots(3);
        assertThat(federation.height()).isGreaterThanOrEqualTo(before + 2);
        federation.requireFinalHeadAt(federation.height());
        ChainStatus status = only.status();
        assertThat(status.headState().ledger().mintedPegIns())
                .isEqualTo(DEPOSIT.amount().toWei());
        assertThat(only.execution.balance(USER))
                .isEqualTo(DEPOSIT.amount().toWei().minus(BURN.cost()));
        List<StoredPegOut> requests =
                only.stored(database -> database.pegOutsAfter(Optional.empty()).toList());
        assertThat(requests).hasSize(1);
        assertThat(PegOutRequest.decode(requests.getFirst().request()))
                .isInstanceOfSatisfying(
                        Decoded.Value.class,
                        value -> assertThat(((PegOutRequest) value.value()).amount())
                                .isEqualTo(BURN.burned()));
        assertThat(status.hold()).isEmpty();
    }

    /** The execution layer stops answering in the middle of a slot, and the node is stopped before it comes back. */
    @Test
    void survivesAStopAfterAnyCallOfTheExecutionLayer() {
        for (int call = 0; call < 16; call++) {
            try (Federation federation =
                    Federation.running(directory.resolve("call-" + call), Network.of(1, 1, 1_000_000))) {
                Member only = federation.member(0);
                only.bridge.confirm(DEPOSIT);
                only.execution.sendRawTransaction(BURN.encode());
                federation.nextSlot();
                only.execution.failFromCall(call);
                federation.slots(2);
                only.stop();
                only.execution.failFromCall(Long.MAX_VALUE);
                only.start();
                goesOn(federation);
            }
        }
    }
}
