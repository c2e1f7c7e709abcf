package org.alys.node.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.alys.node.chain.ChainEvent;
import org.alys.node.chain.Hold;
import org.alys.storage.ChainPoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Federations go on as long as a threshold of members does, stop when it does not, and go on again. */
class FederationLivenessTest {
    @TempDir
    private Path directory;

    @Test
    void threeMembersTakeTurnsAndFinaliseEveryBlockWithinItsSlot() {
        try (Federation federation = Federation.running(directory, 3, 2)) {
            for (int height = 1; height <= 9; height++) {
                federation.nextSlot();
                federation.requireFinalHeadAt(height);
            }
            List<Integer> proposers = federation.member(0).events(ChainEvent.BlockProduced.class).stream()
                    .map(event -> event.block().proposer())
                    .toList();
            long first = federation.network.genesis().slot() + 1;
            assertThat(proposers)
                    .isEqualTo(LongStream.range(first, first + 9)
                            .mapToObj(federation.network.spec()::proposerOf)
                            .toList());
        }
    }

    @Test
    void anyOneOfThreeMayBeAway() {
        try (Federation federation = Federation.running(directory, 3, 2)) {
            federation.nextSlot();
            for (int away = 0; away < 3; away++) {
                goesOnWithout(federation, away);
            }
        }
    }

    @Test
    void anyTwoOfFiveMayBeAway() {
        try (Federation federation = Federation.running(directory, 5, 3)) {
            federation.nextSlot();
            for (int first = 0; first < 5; first++) {
                for (int second = first + 1; second < 5; second++) {
                    goesOnWithout(federation, first, second);
                }
            }
        }
    }

    /** In the middle of a slot in which it has signed already; what it says later is compared with what it said before. */
    @Test
    void aMemberThatLostItsRecordVotesAgainForLaterSlotsAlone() throws IOException {
        try (Federation federation = Federation.running(directory, 3, 2)) {
            federation.slots(4);
            Member robbed = federation.member(2);
            robbed.stop();
            robbed.loseSignatures(federation.slot() + 1);
            robbed.start();
            federation.settle();
            federation.slots(3);
            federation.member(1).stop();
            long before = federation.height();
            federation.slots(6);
            assertThat(federation.height()).as("with its votes").isGreaterThan(before + 1);
        }
    }

    /** One whole rotation without them, then they come back to the same head. */
    private static void goesOnWithout(Federation federation, int... away) {
        int members = federation.network.members().size();
        long before = federation.height();
        for (int member : away) {
            federation.member(member).stop();
        }
        federation.slots(members);
        long without = federation.height();
        assertThat(without).isGreaterThanOrEqualTo(before + members - away.length);
        federation.requireFinalHeadAt(without);
        for (int member : away) {
            federation.member(member).start();
        }
        federation.slots(3);
        federation.requireFinalHeadAt(federation.height());
        assertThat(federation.height()).isGreaterThan(without);
    }

    @Test
    void twoOfThreeAwayForFiveHundredSlotsStopItAndOneReturnResumesIt() {
        try (Federation federation = Federation.running(directory, 3, 2)) {
            federation.slots(4);
            federation.member(1).stop();
            federation.member(2).stop();
            standsStillFor(federation, 500);
            federation.member(2).start();
            resumes(federation, 6);
        }
    }

    @Test
    void tooFewVotesAreNamedAfterAFewSlotsAndForgottenWhenTheyComeAgain() {
        try (Federation federation = Federation.running(directory, 3, 2)) {
            federation.slots(4);
            long last = federation.slot();
            federation.member(1).stop();
            federation.member(2).stop();
            Member alone = federation.member(0);
            federation.slots(3);
            assertThat(alone.status().hold()).isEmpty();
            federation.slots(3);
            assertThat(alone.status().hold()).get().isInstanceOfSatisfying(Hold.TooFewVotes.class, hold -> {
                assertThat(hold.code()).isEqualTo("CHN002");
                assertThat(hold.lastEnded()).isEqualTo(last);
                assertThat(hold.stopsSigning()).isFalse();
            });
            assertThat(alone.events(ChainEvent.Held.class)).hasSize(1);
            federation.member(2).start();
            federation.slots(4);
            assertThat(alone.status().hold()).isEmpty();
            assertThat(alone.events(ChainEvent.Resumed.class)).hasSize(1);
        }
    }

    @Test
    void aMachineThatSleptHasNoLackOfVotes() {
        try (Federation federation = Federation.running(directory, 3, 2)) {
            federation.slots(2);
            federation.jump(1_000);
            federation.slots(3);
            federation.requireEverybody(status -> assertThat(status.hold()).isEmpty());
            federation
                    .running()
                    .forEach(member ->
                            assertThat(member.events(ChainEvent.Held.class)).isEmpty());
        }
    }

    @Test
    void threeOfFiveAwayStopItAndOneReturnResumesIt() {
        try (Federation federation = Federation.running(directory, 5, 3)) {
            federation.slots(3);
            List.of(0, 2, 3).forEach(away -> federation.member(away).stop());
            standsStillFor(federation, 12);
            federation.member(0).start();
            resumes(federation, 10);
        }
    }

    @Test
    void oneMemberCutOffFromFourOfFiveStopsIt() {
        try (Federation federation = Federation.running(directory, 5, 4)) {
            federation.slots(3);
            federation.member(1).stop();
            federation.slots(5);
            long before = federation.height();
            assertThat(before).isGreaterThanOrEqualTo(3 + 3);
            federation.wires.cutOff(3);
            standsStillFor(federation, 20);
            federation.wires.reconnect(3);
            resumes(federation, 6);
        }
    }

    @Test
    void aSuspendedWorldGoesOnAfterFiveHundredSlots() {
        try (Federation federation = Federation.running(directory, 3, 2)) {
            federation.slots(2);
            federation.jump(500);
            resumes(federation, 4);
        }
    }

    private static void standsStillFor(Federation federation, int slots) {
        List<ChainPoint> before =
                federation.running().map(member -> member.status().head()).toList();
        federation.slots(slots);
        assertThat(federation.running().map(member -> member.status().head())).isEqualTo(before);
    }

    private static void resumes(Federation federation, int slots) {
        long before = federation.height();
        federation.slots(slots);
        assertThat(federation.height()).isGreaterThan(before + 1);
        federation.requireFinalHeadAt(federation.height());
    }

    @Test
    void lostMessagesDelayBlocksAndNothingElse() {
        try (Federation federation = Federation.running(directory, 5, 3)) {
            federation.wires.lose(0.25);
            federation.slots(40);
            federation.wires.lose(0);
            federation.slots(8);
            federation.requireFinalHeadAt(federation.height());
            assertThat(federation.height()).isGreaterThan(12);
        }
    }
}
