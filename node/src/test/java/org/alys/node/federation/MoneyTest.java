package org.alys.node.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.alys.chain.block.PegIn;
import org.alys.chain.vote.Vote;
import org.alys.chain.vote.VoteKind;
import org.alys.node.chain.ChainEvent;
import org.alys.node.chain.ChainStatus;
import org.alys.node.chain.Hold;
import org.alys.node.network.PeerMessage;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Sats;
import org.alys.primitives.Wei;
import org.alys.storage.StoredPegOut;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deposits become coins once, burns are booked, and who sees money missing signs nothing any more. */
class MoneyTest {
    private static final EvmAddress USER = EvmAddress.fromHex("0x" + "55".repeat(EvmAddress.SIZE));
    private static final PegIn DEPOSIT = BridgeScript.deposit(1, new Sats(70_000), USER);

    @TempDir
    private Path directory;

    @Test
    void aDepositIsMintedOnceAlsoAcrossRestarts() {
        try (Federation federation = Federation.running(directory, 3, 2)) {
            federation.running().forEach(member -> member.bridge.confirm(DEPOSIT));
            federation.nextSlot();
            assertMinted(federation, DEPOSIT.amount());
            for (int i = 0; i < 3; i++) {
                federation.member(i).stop();
                federation.member(i).start();
            }
            federation.slots(4);
            assertMinted(federation, DEPOSIT.amount());
            long minting = federation.member(0).events(ChainEvent.BlockProduced.class).stream()
                    .filter(event -> !event.block().pegIns().isEmpty())
                    .count();
            assertThat(minting).isEqualTo(1);
        }
    }

    /** It goes on in time with blocks that mint nothing. */
    @Test
    void aMemberWhoseBridgeSaysNothingVotesForNoBlockWithDepositsUntilItSpeaks() {
        try (Federation federation = Federation.running(directory, 3, 2)) {
            federation.slots(2);
            Member deaf = federation.member(2);
            List<Vote> votes = new CopyOnWriteArrayList<>();
            federation.wires.tamper((from, to, message) -> {
                if (from == 2 && message instanceof PeerMessage.Votes(var said)) {
                    votes.addAll(said);
                }
                return List.of(message);
            });
            deaf.bridge.fallSilent();
            federation.passWhileWaiting(deaf);
            federation.slots(3);
            assertThat(deaf.status().head().height()).isEqualTo(federation.height());
            long alone = federation.height();

            federation.running().forEach(member -> member.bridge.confirm(DEPOSIT));
            federation.slots(4);
            ChainEvent.BlockProduced minting = federation.member(0).events(ChainEvent.BlockProduced.class).stream()
                    .filter(event -> !event.block().pegIns().isEmpty())
                    .findFirst()
                    .orElseThrow();
            assertThat(deaf.status().head().height()).isLessThan(minting.block().height());
            assertThat(votes)
                    .filteredOn(vote -> vote.ballot().kind() == VoteKind.NOTARIZE)
                    .extracting(vote -> vote.ballot().root())
                    .isNotEmpty()
                    .doesNotContain(minting.block().root());

            deaf.bridge.speakAgain();
            federation.slots(4);
            assertThat(federation.height()).isGreaterThan(alone + 4);
            assertMinted(federation, DEPOSIT.amount());
            assertThat(deaf.status().head().height()).isEqualTo(federation.height());
        }
    }

    private static void assertMinted(Federation federation, Sats amount) {
        federation.running().forEach(member -> {
            assertThat(member.execution.balance(USER)).isEqualTo(amount.toWei());
            assertThat(member.status().headState().ledger().mintedPegIns()).isEqualTo(amount.toWei());
            assertThat(member.status().hold()).isEmpty();
        });
    }

    @Test
    void aDepositThatOnlyTheProposerSeesWaitsForTheOthers() {
        try (Federation federation = Federation.running(directory, 3, 2)) {
            federation.slots(2);
            int next = federation.network.spec().proposerOf(federation.slot() + 1);
            federation.member(next).bridge.confirm(DEPOSIT);
            federation.nextSlot();
            assertThat(federation.height()).isEqualTo(2);
            IntStream.range(0, 3)
                    .filter(i -> i != next)
                    .forEach(i -> federation.member(i).bridge.confirm(DEPOSIT));
            federation.slots(3);
            assertMinted(federation, DEPOSIT.amount());
        }
    }

    @Test
    void burnsAreBooked() {
        try (Federation federation = Federation.running(directory, 3, 2)) {
            federation.running().forEach(member -> member.bridge.confirm(DEPOSIT));
            federation.nextSlot();
            Spend burn = new Spend(0, USER, 2, new Sats(20_000));
            federation.running().forEach(member -> member.execution.sendRawTransaction(burn.encode()));
            federation.slots(2);
            federation.requireEverybody(status -> {
                assertThat(status.headState().ledger().bridgeBurned()).isEqualTo(new Sats(20_000).toWei());
                assertThat(status.headState().ledger().priorityFeesPaid()).isEqualTo(Wei.ofGwei(42_000));
                assertThat(status.hold()).isEmpty();
            });
        }
    }

    @Test
    void aBurnOfAnAbandonedBlockIsARequestOfTheOtherBranchAlone() {
        try (Federation federation = Federation.running(directory, 3, 2)) {
            federation.running().forEach(member -> member.bridge.confirm(DEPOSIT));
            federation.nextSlot();
            Spend burn = new Spend(0, USER, 2, new Sats(20_000));
            federation.running().forEach(member -> member.execution.sendRawTransaction(burn.encode()));
            // The proposer alone learns that its block is certified, so the others skip its slot.
            long lonelySlot = federation.slot() + 1;
            int lonely = federation.network.spec().proposerOf(lonelySlot);
            federation.wires.tamper((from, to, message) -> switch (message) {
                case PeerMessage.Votes(var votes)
                when to != lonely ->
                    List.of(new PeerMessage.Votes(votes.stream()
                            .filter(vote -> vote.ballot().kind() == VoteKind.SKIP
                                    || vote.ballot().fromSlot() != lonelySlot)
                            .toList()));
                case PeerMessage.Certificates _ when from == lonely -> List.of();
                default -> List.of(message);
            });
            federation.nextSlot();
            List<StoredPegOut> before = requests(federation.member(lonely));
            assertThat(before).hasSize(1);
            federation.slots(2);
            federation.wires.tamper((from, to, message) -> List.of(message));
            federation.slots(3);
            federation.requireFinalHeadAt(federation.height());
            List<StoredPegOut> after = requests(federation.member(lonely));
            assertThat(after).hasSize(1);
            assertThat(after.getFirst().key().block())
                    .isNotEqualTo(before.getFirst().key().block());
            federation.running().forEach(member -> assertThat(requests(member)).isEqualTo(after));
            federation.requireEverybody(status -> assertThat(status.hold()).isEmpty());
        }
    }

    private static List<StoredPegOut> requests(Member member) {
        return member.stored(database -> database.pegOutsAfter(Optional.empty()).toList());
    }

    @Test
    void whoSeesBitcoinMissingStopsSigningAndTheOthersGoOn() {
        try (Federation federation = Federation.running(directory, 3, 2)) {
            federation.running().forEach(member -> member.bridge.confirm(DEPOSIT));
            federation.slots(2);
            Member alarmed = federation.member(0);
            alarmed.bridge.steal(new Sats(1));
            federation.nextSlot();
            assertThat(alarmed.status().hold()).get().isInstanceOf(Hold.NotConserved.class);
            long spoken = federation.audit.wordsOf(0);
            federation.slots(6);
            assertThat(federation.audit.wordsOf(0)).isEqualTo(spoken);
            assertThat(federation.member(1).status().federationFinal().height()).isGreaterThanOrEqualTo(3 + 3);
            // Coins that come back explain nothing: an operator has to look.
            alarmed.bridge.steal(Sats.ZERO);
            federation.slots(3);
            assertThat(alarmed.status().hold()).get().isInstanceOf(Hold.NotConserved.class);
        }
    }

    @Test
    void everybodySeeingItStopsTheChain() {
        try (Federation federation = Federation.running(directory, 3, 2)) {
            federation.running().forEach(member -> member.bridge.confirm(DEPOSIT));
            federation.slots(2);
            federation.running().forEach(member -> member.bridge.steal(new Sats(1)));
            federation.nextSlot();
            long stopped = federation.height();
            federation.slots(6);
            assertThat(federation.height()).isEqualTo(stopped);
        }
    }

    @Test
    void aMintedDepositThatBitcoinTookBackStopsSigning() {
        try (Federation federation = Federation.running(directory, 1, 1)) {
            federation.slots(2);
            federation.member(0).bridge.lose("deposit 1");
            federation.slots(3);
            ChainStatus status = federation.member(0).status();
            assertThat(status.hold()).contains(new Hold.DepositLost("deposit 1"));
            assertThat(status.head().height()).isEqualTo(2);
        }
    }
}
