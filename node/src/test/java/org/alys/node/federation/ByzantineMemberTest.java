package org.alys.node.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alys.chain.block.Block;
import org.alys.chain.block.SignedBlock;
import org.alys.chain.evidence.Evidence;
import org.alys.chain.vote.Ballot;
import org.alys.chain.vote.Vote;
import org.alys.chain.vote.VoteKind;
import org.alys.evm.payload.ExecutionPayload;
import org.alys.node.chain.ChainEvent;
import org.alys.node.chain.ChainMessage;
import org.alys.node.chain.SeenEvidence;
import org.alys.node.network.PeerMessage;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One member tells different members different things; nobody ever finalises two blocks that exclude each other. */
class ByzantineMemberTest {
    private static final int LIAR = 2;

    @TempDir
    private Path directory;

    @Test
    void aProposerWithTwoFacesInFourOfFiveForksNothing() {
        try (Federation federation = Federation.running(directory, 5, 4)) {
            federation.slots(2);
            federation.audit.distrust(LIAR);
            federation.wires.tamper(new TwoFaces(federation.network)::arriving);
            federation.slots(20);
            assertThat(federation.height()).isGreaterThan(10);
            requireEvidence(federation, federation.member(1));
            assertThat(federation.member(1).ask(ChainMessage.GetEvidence::new))
                    .anyMatch(seen -> seen.evidence() instanceof Evidence.DoubleProposal);
            assertThat(federation.member(4).status().hold()).isEmpty();
            federation.audit.requireNone();
        }
    }

    @Test
    void aVoterForEverythingInFourOfFiveForksNothingAndIsNoticed() {
        try (Federation federation = Federation.running(directory, 5, 4)) {
            federation.slots(2);
            federation.audit.distrust(LIAR);
            federation.wires.tamper(
                    (from, to, message) -> from == LIAR ? alsoSkipping(federation, message) : List.of(message));
            federation.slots(15);
            assertThat(federation.height()).isGreaterThan(10);
            federation
                    .running()
                    .filter(member -> member.index != LIAR)
                    .forEach(member -> requireEvidence(federation, member));
            List<SeenEvidence> before = federation.member(0).ask(ChainMessage.GetEvidence::new);
            federation.member(0).stop();
            federation.member(0).start();
            federation.settle();
            assertThat(federation.member(0).ask(ChainMessage.GetEvidence::new)).isEqualTo(before);
            federation.audit.requireNone();
        }
    }

    /** Somebody else, who knows the keys only, can check it. */
    private static void requireEvidence(Federation federation, Member member) {
        List<ChainEvent.Misbehaviour> events = member.events(ChainEvent.Misbehaviour.class);
        assertThat(events).isNotEmpty().allSatisfy(event -> {
            assertThat(event.evidence().member()).isEqualTo(LIAR);
            assertThat(event.evidence().convicts(federation.network.signatures()))
                    .isTrue();
        });
        assertThat(member.ask(ChainMessage.GetEvidence::new).stream()
                        .map(SeenEvidence::evidence)
                        .toList())
                .isEqualTo(
                        events.stream().map(ChainEvent.Misbehaviour::evidence).toList());
    }

    /** For each finalize vote a vote to skip the same slot. */
    private static List<PeerMessage> alsoSkipping(Federation federation, PeerMessage message) {
        if (message instanceof PeerMessage.Votes(var votes)) {
            List<Vote> lies = votes.stream()
                    .filter(vote -> vote.member() == LIAR && vote.ballot().kind() == VoteKind.FINALIZE)
                    .map(vote -> sign(
                            federation.network,
                            Ballot.skip(vote.ballot().fromSlot(), vote.ballot().toSlot())))
                    .toList();
            return lies.isEmpty() ? List.of(message) : List.of(message, new PeerMessage.Votes(lies));
        }
        return List.of(message);
    }

    @Test
    void messagesThatMakeNoSenseStopNobody() {
        try (Federation federation = Federation.running(directory, 3, 2)) {
            federation.slots(2);
            federation.audit.distrust(LIAR);
            SignedBlock impossible = impossibleBlock(federation.network);
            for (int to = 0; to < 2; to++) {
                federation.wires.inject(LIAR, to, new PeerMessage.Proposal(impossible, Optional.empty(), List.of()));
                federation.wires.inject(LIAR, to, new PeerMessage.SkipRequest(-5, Long.MAX_VALUE));
                federation.wires.inject(LIAR, to, new PeerMessage.SkipRequest(0, Long.MAX_VALUE));
            }
            federation.slots(4);
            federation.requireFinalHeadAt(6);
        }
    }

    /** Correctly signed, in a slot near the end of time. */
    private static SignedBlock impossibleBlock(Network network) {
        long slot = Long.MAX_VALUE;
        while (network.spec().proposerOf(slot) != LIAR) {
            slot--;
        }
        Block genesis = network.genesis();
        Block block = new Block(
                genesis.root(), 1, slot, LIAR, genesis.payload(), List.of(), List.of(), List.of(), Optional.empty());
        return network.signatures().propose(network.secret(LIAR), block);
    }

    private static Vote sign(Network network, Ballot ballot) {
        return network.signatures().vote(network.secret(LIAR), LIAR, ballot);
    }

    /** Shows members 3 and 4 another block than the rest, and member 1 both, and votes for the one that each has seen. */
    private static final class TwoFaces {
        private final Network network;
        private final Map<Bytes32, SignedBlock> twins = new HashMap<>();

        TwoFaces(Network network) {
            this.network = network;
        }

        List<PeerMessage> arriving(int from, int to, PeerMessage message) {
            if (from == LIAR && to == 1 && message instanceof PeerMessage.Proposal(var block, var parent, var skips)) {
                return List.of(message, new PeerMessage.Proposal(twinOf(block), parent, skips));
            }
            if (from != LIAR || to < 3) {
                return List.of(message);
            }
            return switch (message) {
                case PeerMessage.Proposal(var block, var parent, var skips) ->
                    List.of(new PeerMessage.Proposal(twinOf(block), parent, skips));
                case PeerMessage.Votes(var votes) ->
                    List.of(new PeerMessage.Votes(
                            votes.stream().map(this::twinOf).toList()));
                default -> List.of(message);
            };
        }

        private SignedBlock twinOf(SignedBlock signed) {
            return twins.computeIfAbsent(signed.block().root(), _ -> {
                Block block = signed.block();
                Block twin = new Block(
                        block.parentRoot(),
                        block.height(),
                        block.slot(),
                        block.proposer(),
                        FakeExecution.hashed(renamed(block.payload()), block.parentRoot()),
                        block.pegIns(),
                        List.of(),
                        List.of(),
                        block.auxPow());
                return network.signatures().propose(network.secret(LIAR), twin);
            });
        }

        private Vote twinOf(Vote vote) {
            SignedBlock twin = twins.get(vote.ballot().root());
            if (twin == null || vote.member() != LIAR) {
                return vote;
            }
            long slot = vote.ballot().fromSlot();
            Bytes32 root = twin.block().root();
            return sign(
                    network,
                    vote.ballot().kind() == VoteKind.NOTARIZE
                            ? Ballot.notarize(slot, root)
                            : Ballot.finalize(slot, root));
        }

        private static ExecutionPayload renamed(ExecutionPayload payload) {
            return new ExecutionPayload(
                    payload.fork(),
                    payload.parentHash(),
                    payload.feeRecipient(),
                    payload.stateRoot(),
                    payload.receiptsRoot(),
                    payload.logsBloom(),
                    payload.prevRandao(),
                    payload.blockNumber(),
                    payload.gasLimit(),
                    payload.gasUsed(),
                    payload.timestamp(),
                    Bytes.fromHex("7477696e"),
                    payload.baseFeePerGas(),
                    payload.blockHash(),
                    payload.transactions(),
                    payload.withdrawals(),
                    payload.blobGasUsed(),
                    payload.excessBlobGas(),
                    payload.executionRequests());
        }
    }
}
