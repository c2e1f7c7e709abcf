package org.alys.node.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.alys.bitcoin.tx.CompactTarget;
import org.alys.chain.block.AuxPowHeader;
import org.alys.chain.block.PegIn;
import org.alys.chain.money.FeeSplit;
import org.alys.chain.rules.ChainState;
import org.alys.node.chain.ChainEvent;
import org.alys.node.chain.ChainStatus;
import org.alys.node.chain.Hold;
import org.alys.node.http.AuxBlockTemplate;
import org.alys.node.http.SubmitAuxBlock;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Sats;
import org.alys.primitives.Wei;
import org.alys.storage.AuxPowProof;
import org.alys.storage.ImportBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Miners finalise what the federation made, are paid for it, and without them the chain waits. */
class AuxPowFinalityTest {
    private static final EvmAddress USER = EvmAddress.fromHex("0x" + "55".repeat(EvmAddress.SIZE));

    @TempDir
    private Path directory;

    @Test
    void aProofMakesItsRangeBitcoinFinalOnEveryMember() {
        try (Federation federation = Federation.running(directory, 3, 2)) {
            federation.slots(4);
            Member miningMember = federation.member(1);
            AuxBlockTemplate template = Miner.template(miningMember);
            assertThat(template.height()).isEqualTo(4);
            assertThat(Miner.submit(miningMember, template)).isEqualTo(new SubmitAuxBlock.Accepted());
            federation.nextSlot();
            federation.requireFinalHeadAt(5);
            federation.requireEverybody(
                    status -> assertThat(status.bitcoinFinal().height()).isEqualTo(4));
            assertThat(lastBlock(miningMember).block().auxPow()).isPresent();
            assertThat(miningMember.execution.forkchoice().finalized()).isEqualTo(payloadHashAt(miningMember, 4));
            assertThat(miningMember.events(ChainEvent.BitcoinFinal.class))
                    .containsExactly(new ChainEvent.BitcoinFinal(4, 4));
            federation.nextSlot();
            assertThat(lastBlock(miningMember).block().auxPow()).isEmpty();
        }
    }

    private static ChainEvent.BlockProduced lastBlock(Member member) {
        return member.events(ChainEvent.BlockProduced.class).getLast();
    }

    private static Bytes32 payloadHashAt(Member member, long height) {
        return member.events(ChainEvent.BlockProduced.class).stream()
                .filter(event -> event.block().height() == height)
                .map(event -> event.block().payload().blockHash())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theFeesOfTheRangeAreMintedEightyToTwenty() {
        try (Federation federation = Federation.running(directory, 3, 2)) {
            PegIn deposit = BridgeScript.deposit(1, new Sats(1_000_000), USER);
            federation.running().forEach(member -> member.bridge.confirm(deposit));
            federation.slots(1);
            for (int nonce = 0; nonce < 3; nonce++) {
                Spend spend = new Spend(nonce, USER, 7 + nonce, Sats.ZERO);
                federation.running().forEach(member -> member.execution.sendRawTransaction(spend.encode()));
                federation.nextSlot();
            }
            // Each transaction uses 21,000 gas at 1 gwei of base fee and 7, 8 and 9 gwei of tip.
            Wei fees = Wei.ofGwei(21_000 * (8 + 9 + 10));
            federation.requireEverybody(
                    status -> assertThat(status.headState().ledger().feesPaid()).isEqualTo(fees));
            Miner.submit(federation.member(0), Miner.template(federation.member(0)));
            federation.nextSlot();
            Member member = federation.member(2);
            assertThat(member.execution.balance(Miner.ADDRESS)).isEqualTo(Wei.ofGwei(21_000 * 27 * 80 / 100));
            for (int i = 0; i < 3; i++) {
                assertThat(member.execution.balance(Network.feeAddress(i))).isEqualTo(Wei.ofGwei(21_000 * 27 / 5 / 3));
            }
            ChainState state = member.status().headState();
            assertThat(state.ledger().mintedFees())
                    .isEqualTo(FeeSplit.of(fees, 3).paid())
                    .isEqualTo(fees);
            federation.requireEverybody(status -> assertThat(status.hold()).isEmpty());
        }
    }

    @Test
    void anAcceptedProofSurvivesARestartBeforeABlockCarriesIt() {
        try (Federation federation = Federation.running(directory, 1, 1)) {
            federation.slots(3);
            Member only = federation.member(0);
            assertThat(Miner.submit(only, Miner.template(only))).isEqualTo(new SubmitAuxBlock.Accepted());
            only.stop();
            only.start();
            assertThat(only.status().queuedProof()).isPresent();
            federation.nextSlot();
            assertThat(only.status().bitcoinFinal().height()).isEqualTo(3);
            assertThat(only.status().queuedProof()).isEmpty();
        }
    }

    @Test
    void aRestartRemovesStoredProofsThatNoBlockCanCarryAndKeepsTheOthers() {
        try (Federation federation = Federation.running(directory, 1, 1)) {
            federation.slots(2);
            Member only = federation.member(0);
            AuxBlockTemplate early = Miner.template(only);
            Bytes earlyProof = Miner.solve(early);
            Bytes32 earlyEnd = only.status().federationFinal().root();
            Miner.submit(only, early);
            federation.slots(2);
            Miner.submit(only, Miner.template(only));
            Bytes32 end = only.status().federationFinal().root();
            Bytes32 unknown = Bytes32.fromHex("66".repeat(32));
            only.write(stored(earlyEnd, earlyProof));
            only.write(stored(unknown, earlyProof));
            assertThat(storedProofs(only)).containsExactlyInAnyOrder(earlyEnd, unknown, end);

            only.stop();
            only.start();
            assertThat(only.status().queuedProof())
                    .map(proof -> proof.header().rangeEnd())
                    .contains(end);
            assertThat(storedProofs(only)).containsExactly(end);
            federation.nextSlot();
            assertThat(only.status().bitcoinFinal().height()).isEqualTo(4);
            assertThat(storedProofs(only)).isEmpty();
        }
    }

    /** Whatever put it there: a damaged disk, an older release. */
    @Test
    void aStoredProofThatTheRulesRefuseCostsOneSlotAndIsGone() {
        try (Federation federation = Federation.running(directory, 1, 1)) {
            federation.slots(2);
            Member only = federation.member(0);
            byte[] damaged = Miner.solve(Miner.template(only)).toArray();
            // In the parent header's Merkle root.
            damaged[damaged.length - 30] ^= 1;
            Bytes32 end = only.status().federationFinal().root();
            only.write(stored(end, Bytes.of(damaged)));
            only.stop();
            only.start();
            assertThat(only.status().queuedProof()).isPresent();

            federation.nextSlot();
            assertThat(only.status().head().height()).isEqualTo(2);
            assertThat(only.events(ChainEvent.SlotMissed.class)).singleElement().satisfies(missed -> {
                assertThat(missed.code()).isEqualTo("CHN005");
                assertThat(missed.reason()).contains("InvalidAuxPow");
            });
            assertThat(only.status().queuedProof()).isEmpty();
            assertThat(storedProofs(only)).isEmpty();

            federation.slots(2);
            federation.requireFinalHeadAt(4);
            assertThat(Miner.submit(only, Miner.template(only))).isEqualTo(new SubmitAuxBlock.Accepted());
            federation.nextSlot();
            assertThat(only.status().bitcoinFinal().height()).isEqualTo(4);
        }
    }

    private static ImportBatch stored(Bytes32 rangeEnd, Bytes proof) {
        AuxPowHeader header = new AuxPowHeader(rangeEnd, rangeEnd, CompactTarget.REGTEST_LIMIT, Miner.ADDRESS, proof);
        return new ImportBatch().putAuxPow(rangeEnd, AuxPowHeader.SCHEMA.encode(header));
    }

    private static List<Bytes32> storedProofs(Member member) {
        return member.stored(
                database -> database.auxPows().map(AuxPowProof::rangeEnd).toList());
    }

    @Test
    void productionHaltsWithoutProofsAndResumesWithTheNext() {
        try (Federation federation = Federation.running(directory, Network.of(3, 2, 6))) {
            federation.slots(15);
            federation.requireFinalHeadAt(6);
            assertThat(federation.running().flatMap(member -> member.status().hold().stream()))
                    .isNotEmpty()
                    .containsOnly(new Hold.NoAuxPow(6, 6));
            assertThat(Miner.submit(federation.member(0), Miner.template(federation.member(0))))
                    .isEqualTo(new SubmitAuxBlock.Accepted());
            federation.slots(3);
            assertThat(federation.height()).isGreaterThanOrEqualTo(8);
            federation.requireFinalHeadAt(federation.height());
            federation.requireEverybody(status -> {
                assertThat(status.bitcoinFinal().height()).isEqualTo(6);
                assertThat(status.hold()).isEmpty();
            });
        }
    }

    @Test
    void theHoldOfAHaltEndsWithAnybodysProof() {
        try (Federation federation = Federation.running(directory, Network.of(3, 2, 3))) {
            federation.slots(9);
            Miner.submit(
                    federation.member(federation.proposer()), Miner.template(federation.member(federation.proposer())));
            federation.nextSlot();
            federation.requireEverybody(status -> {
                assertThat(status.head().height()).isEqualTo(4);
                assertThat(status.hold()).isEmpty();
            });
        }
    }

    @Test
    void aSecondProofForTheSameRangeIsOfNoUse() {
        try (Federation federation = Federation.running(directory, 1, 1)) {
            federation.slots(2);
            Member only = federation.member(0);
            AuxBlockTemplate template = Miner.template(only);
            Miner.submit(only, template);
            federation.nextSlot();
            assertThat(Miner.submit(only, template)).isEqualTo(new SubmitAuxBlock.UnknownHash());
            ChainStatus status = only.status();
            assertThat(status.bitcoinFinal().height()).isEqualTo(2);
            assertThat(List.of(status.queuedProof())).containsExactly(Optional.empty());
        }
    }
}
