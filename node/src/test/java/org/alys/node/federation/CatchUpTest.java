package org.alys.node.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.alys.chain.block.CertifiedBlock;
import org.alys.chain.vote.Certificate;
import org.alys.chain.vote.VoteKind;
import org.alys.node.network.BlockRange;
import org.alys.node.network.PeerMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who was away asks the others for what is missing, and stands where they stand. */
class CatchUpTest {
    @TempDir
    private Path directory;

    private static boolean isBehind(Federation federation, int member) {
        return federation.member(member).status().head().height() < federation.height();
    }

    @Test
    void aMemberThatWasAwayForTwoHundredBlocksCatchesUp() {
        try (Federation federation = Federation.running(directory, 3, 2)) {
            federation.slots(2);
            federation.member(2).stop();
            while (federation.height() < 202) {
                federation.nextSlot();
            }
            federation.member(2).syncing().start();
            for (int slot = 0; slot < 40 && isBehind(federation, 2); slot++) {
                federation.nextSlot();
            }
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
    void whoSendsAMissingBlockWithAWrongCertificateIsReportedAndAnotherIsAsked() {
        try (Federation federation = Federation.running(directory, 3, 2)) {
            federation.slots(2);
            federation.wires.tamper((from, to, message) -> to == 2 ? List.of() : List.of(message));
            federation.slots(6);
            assertThat(isBehind(federation, 2)).isTrue();
            federation.wires.forgeAnswers(1, CatchUpTest::withWrongSignatures);
            federation.wires.tamper((from, to, message) -> List.of(message));
            federation.slots(6);
            federation.requireFinalHeadAt(federation.height());
            assertThat(federation.wires.reported()).isNotEmpty().containsOnly(1);
        }
    }

    private static BlockRange withWrongSignatures(BlockRange range) {
        List<CertifiedBlock> blocks = range.blocks().stream()
                .map(block -> new CertifiedBlock(
                        block.signed(),
                        new Certificate(
                                block.certificate().ballot(),
                                block.certificate().signers(),
                                block.signed().signature())))
                .toList();
        return new BlockRange(blocks, range.finality());
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
