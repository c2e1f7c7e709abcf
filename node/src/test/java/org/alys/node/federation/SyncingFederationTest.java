package org.alys.node.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.alys.node.network.PeerMessage;
import org.alys.node.sync.OrderAnswer;
import org.alys.node.sync.SyncMessage;
import org.alys.node.sync.SyncPhase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Members that ask each other where they are before they take part: nobody waits for ever, and nobody takes part too early. */
class SyncingFederationTest {
    /** For threads that a manual clock does not run. */
    private static final long LOOK_NANOS = 5_000_000;

    private static final int MAX_SLOTS = 400;

    @TempDir
    private Path directory;

    private static Federation started(Federation federation, int members) {
        for (int i = 0; i < members; i++) {
            federation.member(i).syncing().start();
        }
        return federation;
    }

    private static void until(Federation federation, BooleanSupplier condition) {
        for (int slot = 0; slot < MAX_SLOTS && !condition.getAsBoolean(); slot++) {
            federation.nextSlot();
            LockSupport.parkNanos(LOOK_NANOS);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    @Test
    void aNewFederationStarts() {
        try (Federation federation = started(Federation.stopped(directory, Network.of(3, 2, 1_000_000)), 3)) {
            until(federation, () -> federation.height() >= 5);
        }
    }

    @Test
    void aFederationStartsWithOneMemberMissing() {
        try (Federation federation = started(Federation.stopped(directory, Network.of(3, 2, 1_000_000)), 2)) {
            until(federation, () -> federation.height() >= 5);
        }
    }

    @Test
    void aWholeFederationGoesOnAfterAPowerCut() {
        try (Federation federation = started(Federation.stopped(directory, Network.of(5, 3, 1_000_000)), 5)) {
            until(federation, () -> federation.height() >= 6);
            long before = federation.height();
            federation.running().toList().forEach(Member::stop);
            started(federation, 5);
            until(federation, () -> federation.height() >= before + 5);
        }
    }

    @Test
    void aMemberFarBehindSyncsAndOnlyThenVotes() {
        try (Federation federation = started(Federation.stopped(directory, Network.of(3, 2, 1_000_000)), 3)) {
            until(federation, () -> federation.height() >= 2);
            Member late = federation.member(2);
            late.stop();
            until(federation, () -> federation.height() >= 80);
            AtomicInteger votes = new AtomicInteger();
            AtomicInteger tooEarly = new AtomicInteger();
            federation.wires.tamper((from, to, message) -> {
                if (from == 2 && message instanceof PeerMessage.Votes) {
                    votes.incrementAndGet();
                    tooEarly.addAndGet(late.sync().mayProduce() ? 0 : 1);
                }
                return List.of(message);
            });
            late.start();
            until(federation, () -> votes.get() > 0 && late.sync().phase() == SyncPhase.SYNCED);
            assertThat(tooEarly).hasValue(0);
            assertThat(late.status().federationFinal().height()).isGreaterThan(70);
        }
    }

    /** Blocks come by gossip here: nobody has to be asked for them. */
    @Test
    void aMemberThatIsToldWhereToStopStopsThereWhateverOthersSend() {
        try (Federation federation = started(Federation.stopped(directory, Network.of(3, 2, 1_000_000)), 3)) {
            Member told = federation.member(2);
            until(federation, () -> federation.height() >= 2 && told.sync().mayProduce());
            long end = federation.height() + 4;
            assertThat(told.order(reply -> new SyncMessage.Resume(OptionalLong.of(end), reply)))
                    .isInstanceOfSatisfying(
                            OrderAnswer.Obeyed.class,
                            now -> assertThat(now.status().waitsFor())
                                    .contains("The sync goes on up to block " + end
                                            + " and pauses there, as an operator ordered."));
            until(federation, () -> told.sync().phase() == SyncPhase.PAUSED);
            until(federation, () -> federation.height() >= end + 6);
            assertThat(told.status().federationFinal().height()).isEqualTo(end);
            assertThat(told.status().head().height()).isEqualTo(end);

            told.stop();
            told.start();
            long later = federation.height() + 4;
            until(federation, () -> federation.height() >= later);
            assertThat(told.status().head().height()).isEqualTo(end);
            assertThat(told.sync().phase()).isEqualTo(SyncPhase.PAUSED);

            told.order(reply -> new SyncMessage.Resume(OptionalLong.empty(), reply));
            until(
                    federation,
                    () -> told.status().federationFinal().height() > later
                            && told.sync().mayProduce());
        }
    }

    /** Blocks and certificates come by gossip all the time. */
    @Test
    void aPausedMemberStaysWhereItIsWhateverOthersSendAndComesBack() {
        try (Federation federation = started(Federation.stopped(directory, Network.of(3, 2, 1_000_000)), 3)) {
            Member told = federation.member(2);
            until(federation, () -> federation.height() >= 2 && told.sync().mayProduce());
            assertThat(told.order(SyncMessage.Pause::new)).isInstanceOf(OrderAnswer.Obeyed.class);
            long height = told.status().head().height();
            List<PeerMessage> said = new CopyOnWriteArrayList<>();
            federation.wires.tamper((from, to, message) -> {
                if (from == 2) {
                    said.add(message);
                }
                return List.of(message);
            });
            until(federation, () -> federation.height() >= height + 12);
            assertThat(told.status().head().height()).isEqualTo(height);
            assertThat(said).as("what it says of its own accord").isEmpty();

            told.order(reply -> new SyncMessage.Resume(OptionalLong.empty(), reply));
            until(
                    federation,
                    () -> told.status().federationFinal().height() > height + 12
                            && told.sync().mayProduce()
                            && said.stream().anyMatch(PeerMessage.Votes.class::isInstance));
            assertThat(federation.wires.reported()).isEmpty();
        }
    }

    /** Ends with the member taking part again. */
    private void requireThatAMemberStopsAndComesBack(Consumer<Member> trouble, Consumer<Member> end) {
        requireThatAMemberStopsAndComesBack((_, member) -> trouble.accept(member), end);
    }

    private void requireThatAMemberStopsAndComesBack(BiConsumer<Federation, Member> trouble, Consumer<Member> end) {
        try (Federation federation = started(Federation.stopped(directory, Network.of(3, 2, 1_000_000)), 3)) {
            until(
                    federation,
                    () -> federation.height() >= 2
                            && federation.member(2).sync().mayProduce());
            Member poor = federation.member(2);
            AtomicInteger votes = new AtomicInteger();
            federation.wires.tamper((from, to, message) -> {
                if (from == 2 && message instanceof PeerMessage.Votes) {
                    votes.incrementAndGet();
                }
                return List.of(message);
            });
            trouble.accept(federation, poor);
            until(federation, () -> !poor.sync().mayProduce());
            assertThat(poor.sync().waitsFor())
                    .hasValueSatisfying(reason -> assertThat(reason).startsWith("SYN006"));
            federation.nextSlot();
            votes.set(0);
            long height = federation.height();
            until(federation, () -> federation.height() >= height + 4);
            assertThat(votes).as("votes of a member without what it needs").hasValue(0);
            end.accept(poor);
            until(federation, () -> poor.sync().mayProduce() && votes.get() > 0);
        }
    }

    @Test
    void aMemberTakesNoPartWhenBitcoinIsAwayForLongUntilItIsBack() {
        requireThatAMemberStopsAndComesBack(
                member -> member.bridge.goAway("CHN003 no answer"), member -> member.bridge.comeBack());
    }

    @Test
    void aMemberTakesNoPartWhenItsBridgeSaysNothingForLongUntilItSpeaks() {
        requireThatAMemberStopsAndComesBack(
                (federation, member) -> {
                    member.bridge.fallSilent();
                    federation.passWhileWaiting(member);
                },
                member -> member.bridge.speakAgain());
    }

    @Test
    void aMemberTakesNoPartWithoutItsExecutionLayerUntilItIsBack() {
        requireThatAMemberStopsAndComesBack(
                member -> member.execution.setDown(true), member -> member.execution.setDown(false));
    }
}
