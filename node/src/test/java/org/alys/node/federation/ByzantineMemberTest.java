package org.alys.node.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.alys.chain.block.Block;
import org.alys.chain.block.SignedBlock;
import org.alys.chain.evidence.Evidence;
import org.alys.node.chain.ChainEvent;
import org.alys.node.chain.ChainMessage;
import org.alys.node.chain.SeenEvidence;
import org.alys.node.network.PeerMessage;
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
            federation.wires.tamper(new Liar(LIAR, federation.network)::withTwoFaces);
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
            federation.wires.tamper(new Liar(LIAR, federation.network)::alsoSkipping);
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
}
