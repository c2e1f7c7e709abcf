package org.alys.node.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.alys.actor.Reply;
import org.alys.node.chain.ChainEvent;
import org.alys.node.chain.ChainMessage;
import org.alys.node.chain.Hold;
import org.alys.node.chain.RecentBlock;
import org.alys.node.network.PeerMessage;
import org.alys.primitives.Bytes32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The execution layer of a member fails in every way it can; the member says so, keeps running, and recovers with it. */
class ExecutionTroubleTest {
    @TempDir
    private Path directory;

    @Test
    void aClientThatIsDownCostsTheMembersOwnBlocksOnly() {
        try (Federation federation = Federation.running(directory, 3, 2)) {
            federation.slots(3);
            Member troubled = federation.member(0);
            troubled.execution.setDown(true);
            federation.slots(9);
            assertThat(troubled.events(ChainEvent.SlotMissed.class))
                    .isNotEmpty()
                    .allSatisfy(missed -> assertThat(missed.code()).isEqualTo("CHN004"));
            assertThat(federation.height()).isGreaterThanOrEqualTo(3 + 6);
            troubled.execution.setDown(false);
            federation.slots(4);
            federation.requireFinalHeadAt(federation.height());
            assertThat(troubled.status().hold()).isEmpty();
        }
    }

    @Test
    void aClientThatSyncsForEverDelaysItsMemberUntilItIsReady() {
        try (Federation federation = Federation.running(directory, 3, 2)) {
            federation.slots(3);
            Member troubled = federation.member(1);
            troubled.execution.setSyncing(true);
            federation.slots(6);
            assertThat(federation.height()).isGreaterThanOrEqualTo(3 + 4);
            assertThat(troubled.events(ChainEvent.SlotMissed.class))
                    .isNotEmpty()
                    .allSatisfy(missed -> assertThat(missed.code()).isEqualTo("CHN004"));
            troubled.execution.setSyncing(false);
            federation.slots(4);
            federation.requireFinalHeadAt(federation.height());
        }
    }

    @Test
    void aSingleMemberWhoseClientWasWipedSendsItEverythingAgain() {
        try (Federation federation = Federation.running(directory, 1, 1)) {
            federation.slots(8);
            federation.member(0).execution.forget();
            federation.slots(2);
            assertThat(federation.height()).isGreaterThanOrEqualTo(9);
            federation.requireFinalHeadAt(federation.height());
        }
    }

    @Test
    void aBlockThatOneClientCallsInvalidAndTheFederationCertifiesStopsThatMember() {
        try (Federation federation = Federation.running(directory, 3, 2)) {
            federation.slots(2);
            int troubled = federation.network.spec().proposerOf(federation.slot() + 2);
            federation.wires.cutOff(troubled);
            federation.nextSlot();
            Member other = federation.member(federation.proposer());
            Bytes32 root = other.status().head().root();
            Bytes32 payload = other.ask(
                            (Reply<Optional<RecentBlock>> reply) -> new ChainMessage.FindRecentBlock(root, reply))
                    .orElseThrow()
                    .signed()
                    .block()
                    .payload()
                    .blockHash();
            federation.member(troubled).execution.callInvalid(payload);
            federation.wires.reconnect(troubled);
            federation.slots(6);
            Member stopped = federation.member(troubled);
            assertThat(stopped.status().hold()).get().isInstanceOf(Hold.CertifiedButInvalid.class);
            assertThat(other.status().hold()).isEmpty();
            assertThat(other.status().federationFinal().height()).isGreaterThanOrEqualTo(3 + 3);
        }
    }

    @Test
    void anInvalidProposalGetsNoVoteAndTheNextProposerGoesOn() {
        try (Federation federation = Federation.running(directory, 3, 2)) {
            federation.slots(2);
            // Everybody but the proposer rejects whatever comes in the next slot.
            int proposer = federation.network.spec().proposerOf(federation.slot() + 1);
            federation.wires.tamper((from, to, message) -> {
                if (from == proposer && message instanceof PeerMessage.Proposal(var block, var parent, var skips)) {
                    federation
                            .member(to)
                            .execution
                            .callInvalid(block.block().payload().blockHash());
                }
                return List.of(message);
            });
            federation.nextSlot();
            assertThat(federation.height()).isEqualTo(2);
            federation.wires.tamper((from, to, message) -> List.of(message));
            federation.slots(2);
            federation.requireFinalHeadAt(4);
            federation.requireEverybody(status -> assertThat(status.hold()).isEmpty());
        }
    }
}
