package org.alys.node.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.alys.chain.vote.VoteKind;
import org.alys.node.network.PeerMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who was away asks the others for what is missing, and stands where they stand. */
class CatchUpTest {
    @TempDir
    private Path directory;

    @Test
    void aMemberThatWasAwayForTwoHundredBlocksCatchesUp() {
        try (Federation federation = Federation.running(directory, 3, 2)) {
            federation.slots(2);
            federation.member(2).stop();
            while (federation.height() < 202) {
                federation.nextSlot();
            }
            federation.member(2).start();
            federation.slots(3);
            federation.requireFinalHeadAt(federation.height());
            federation.requireEverybody(status -> assertThat(status.syncing()).isFalse());
        }
    }

    /** Its voting machine has forgotten the block by then, its database has not. */
    @Test
    void aMemberCutOffAfterAProposalAndBeforeItsCertificateCatchesUp() {
        try (Federation federation = Federation.running(directory, 3, 2)) {
            federation.slots(2);
            int away = federation.network.spec().proposerOf(federation.slot() + 2);
            federation.wires.tamper(
                    (from, to, message) -> (to == away && !(message instanceof PeerMessage.Proposal)) || from == away
                            ? List.of()
                            : List.of(message));
            federation.nextSlot();
            federation.wires.tamper((from, to, message) -> to == away || from == away ? List.of() : List.of(message));
            federation.slots(72);
            federation.wires.tamper((from, to, message) -> List.of(message));
            federation.slots(4);
            federation.requireFinalHeadAt(federation.height());
            assertThat(federation.height()).isGreaterThan(45);
        }
    }

    /** Finality without the certificate of the block itself: the certificate has to be asked for. */
    @Test
    void aMemberThatHearsOnlyOfFinalityCatchesUp() {
        try (Federation federation = Federation.running(directory, 3, 2)) {
            federation.slots(2);
            int deaf = federation.network.spec().proposerOf(federation.slot() + 2);
            federation.wires.tamper(
                    (from, to, message) -> to == deaf && isAboutNotarizing(message) ? List.of() : List.of(message));
            federation.nextSlot();
            federation.wires.tamper((from, to, message) -> List.of(message));
            federation.slots(3);
            federation.requireFinalHeadAt(federation.height());
            assertThat(federation.height()).isGreaterThanOrEqualTo(5);
        }
    }

    private static boolean isAboutNotarizing(PeerMessage message) {
        return switch (message) {
            case PeerMessage.Votes(var votes) ->
                votes.stream().anyMatch(vote -> vote.ballot().kind() == VoteKind.NOTARIZE);
            case PeerMessage.Certificates(var certificates) ->
                certificates.stream().anyMatch(found -> found.ballot().kind() == VoteKind.NOTARIZE);
            default -> false;
        };
    }

    @Test
    void theExecutionLayerOfALateMemberGetsEveryBlockItLost() {
        try (Federation federation = Federation.running(directory, 3, 2)) {
            federation.slots(30);
            Member member = federation.member(1);
            member.stop();
            member.execution.forget();
            federation.slots(20);
            member.start();
            federation.slots(4);
            federation.requireFinalHeadAt(federation.height());
            assertThat(member.execution.forkchoice())
                    .isEqualTo(federation.member(0).execution.forkchoice());
        }
    }
}
