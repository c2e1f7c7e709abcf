package org.alys.node.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.alys.actor.supervision.Failure;
import org.alys.chain.block.PegIn;
import org.alys.node.chain.ChainEvent;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Sats;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a member whose actors break while the federation works: they restart, or the member stops before it does harm. */
class TreeCrashTest {
    private static final EvmAddress USER = EvmAddress.fromHex("0x" + "55".repeat(EvmAddress.SIZE));
    private static final PegIn DEPOSIT = BridgeScript.deposit(1, new Sats(1_000_000), USER);
    private static final Sats BURN = new Sats(10_000);
    /** Longer than the windows in which consensus and the engine count their restarts. */
    private static final int QUIET_SLOTS = 16;

    @TempDir
    private Path directory;

    private long burns;

    private void burn(Federation federation) {
        Spend spend = new Spend(burns++, USER, 2, BURN);
        federation.running().forEach(member -> member.execution.sendRawTransaction(spend.encode()));
    }

    private void slotsUnderLoad(Federation federation, int slots) {
        for (int slot = 0; slot < slots; slot++) {
            burn(federation);
            federation.nextSlot();
        }
    }

    @Test
    void everyActorOfAMemberBreaksInTurnUnderLoadAndTheMemberEndsHealthy() {
        try (Federation federation = Federation.running(directory, 3, 2)) {
            federation.running().forEach(member -> member.bridge.confirm(DEPOSIT));
            federation.slots(2);
            Member struck = federation.member(1);
            Map<String, Integer> restarts = Map.of();
            for (String actor : List.of("storage", "engine", "bridge", "chain")) {
                long before = federation.height();
                Map<String, Integer> earlier = struck.restarts();
                struck.faults.strike(actor, 1);
                slotsUnderLoad(federation, 2);
                assertThat(struck.faults.pending(actor)).as(actor).isFalse();
                restarts = struck.restarts();
                assertThat(restarts.get(actor)).as(actor).isEqualTo(earlier.getOrDefault(actor, 0) + 1);
                assertThat(federation.height()).as(actor).isGreaterThan(before);
                federation.slots(QUIET_SLOTS);
            }
            assertThat(restarts.get("engine")).isEqualTo(1);
            assertThat(restarts.get("bridge")).isEqualTo(1);
            assertThat(struck.isTreeHealthy()).isTrue();
            requireAllMoneyThere(federation);
        }
    }

    /** One head, all burns executed and requested, nothing that stops anybody. */
    private void requireAllMoneyThere(Federation federation) {
        federation.slots(6);
        federation.requireFinalHeadAt(federation.height());
        federation.requireEverybody(status -> {
            assertThat(status.hold()).isEmpty();
            assertThat(status.headState().ledger().mintedPegIns())
                    .isEqualTo(DEPOSIT.amount().toWei());
            assertThat(status.headState().ledger().bridgeBurned())
                    .isEqualTo(BURN.toWei().times(burns));
        });
        long minting = federation.member(0).events(ChainEvent.BlockProduced.class).stream()
                .filter(event -> !event.block().pegIns().isEmpty())
                .count();
        assertThat(minting).isEqualTo(1);
    }

    @Test
    void aMemberWhoseChainNeverComesToWorkStopsOnceAndTheOthersGoOn() {
        try (Federation federation = Federation.running(directory, 3, 2)) {
            federation.running().forEach(member -> member.bridge.confirm(DEPOSIT));
            slotsUnderLoad(federation, 3);
            Member struck = federation.member(1);
            struck.faults.strike("chain", Integer.MAX_VALUE);
            Failure failure = struck.awaitFailure();
            assertThat(failure).isInstanceOf(Failure.ChildEscalated.class);
            assertThat(failure.describe()).contains("chain-domain", "struck by the test");
            assertThat(struck.restarts()).as("nothing of the tree is left").isEmpty();

            struck.stop();
            long spoken = federation.audit.wordsOf(1);
            long alone = federation.height();
            federation.slots(12);
            assertThat(federation.audit.wordsOf(1)).isEqualTo(spoken);
            assertThat(federation.height()).isGreaterThan(alone);

            struck.faults.strike("chain", 0);
            struck.start();
            requireAllMoneyThere(federation);
        }
    }
}
