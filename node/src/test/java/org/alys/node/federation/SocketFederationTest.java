package org.alys.node.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.alys.chain.block.Block;
import org.alys.chain.block.SignedBlock;
import org.alys.evm.payload.Fork;
import org.alys.node.network.BlockRange;
import org.alys.node.network.PeerAnswer;
import org.alys.node.network.PeerMessage;
import org.alys.node.network.PeerRequests;
import org.alys.node.network.libp2p.LibP2pLink;
import org.alys.node.network.wire.PeerMessageCodec;
import org.alys.p2p.gossip.Gossip;
import org.alys.p2p.gossip.GossipOptions;
import org.alys.p2p.gossip.GossipParams;
import org.alys.p2p.gossip.ScoreParams;
import org.alys.p2p.gossip.Verdict;
import org.alys.p2p.host.DialResult;
import org.alys.p2p.host.Host;
import org.alys.p2p.host.HostOptions;
import org.alys.p2p.host.OpenResult;
import org.alys.p2p.identity.NodeKey;
import org.alys.p2p.identity.PeerId;
import org.alys.p2p.time.SystemTimers;
import org.alys.p2p.wire.Frames;
import org.alys.primitives.Bytes;
import org.alys.storage.ChainPoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Federations over real sockets. */
class SocketFederationTest {
    private final SecureRandom random = new SecureRandom();

    @TempDir
    private Path directory;

    @Test
    void threeMembersCertifyAndFinalise() {
        try (SocketFederation federation = SocketFederation.running(directory, 3, 2)) {
            federation.goOnUntil(30, () -> federation.agreesAt(6));
            assertThat(federation.agreesAt(6)).isTrue();
        }
    }

    @Test
    void fiveMembersGoOnWithTwoAway() {
        try (SocketFederation federation = SocketFederation.running(directory, 5, 3)) {
            federation.goOnUntil(30, () -> federation.agreesAt(3));
            federation.member(1).stop();
            federation.member(3).stop();
            federation.goOnUntil(60, () -> federation.agreesAt(9));
            assertThat(federation.agreesAt(9)).isTrue();
        }
    }

    @Test
    void aMemberThatWasAwayCatchesUp() {
        try (SocketFederation federation = SocketFederation.running(directory, 3, 2)) {
            federation.goOnUntil(20, () -> federation.agreesAt(2));
            federation.member(2).stop();
            federation.goOnUntil(200, () -> federation.height() >= 40);
            federation.member(2).start();
            federation.awaitConnections();
            federation.goOnUntil(40, () -> federation.agreesAt(42));
            assertThat(federation.agreesAt(42)).isTrue();
        }
    }

    @Test
    void tooFewStopAndGoOnWhenOneReturns() {
        try (SocketFederation federation = SocketFederation.running(directory, 3, 2)) {
            federation.goOnUntil(20, () -> federation.agreesAt(2));
            federation.member(1).stop();
            federation.member(2).stop();
            long alone = federation.height();
            federation.slots(5);
            assertThat(federation.height()).isEqualTo(alone);
            federation.member(1).start();
            federation.awaitConnections();
            federation.goOnUntil(40, () -> federation.agreesAt(alone + 2));
            assertThat(federation.agreesAt(alone + 2)).isTrue();
        }
    }

    @Test
    void aStrangerThatSendsGarbageIsDroppedThenBannedAndNobodyElseNotices() throws IOException {
        try (SocketFederation federation = SocketFederation.running(directory, 3, 2);
                SystemTimers timers = new SystemTimers();
                Host stranger = new Host(HostOptions.of(NodeKey.generate(random), "stranger"), timers, random)) {
            for (int time = 0; time < 2; time++) {
                sendGarbage(federation, stranger);
                federation.until(() -> stranger.connections().isEmpty());
            }
            assertThat(federation.traffic(0).bans()).isEqualTo(1);
            assertThat(federation.traffic(0).offences()).containsEntry("malformed", 2L);
            DialResult again = stranger.connect(federation.address(0));
            assertThat(again).isNotNull();
            federation.until(() -> stranger.connections().isEmpty());
            federation.goOnUntil(30, () -> federation.agreesAt(3));
            assertThat(federation.agreesAt(3)).isTrue();
        }
    }

    private static void sendGarbage(SocketFederation federation, Host stranger) throws IOException {
        PeerId victim = federation.address(0).peer().orElseThrow();
        assertThat(stranger.connect(federation.address(0))).isInstanceOf(DialResult.Connected.class);
        if (stranger.open(victim, List.of("/meshsub/1.1.0")) instanceof OpenResult.Opened(var stream)) {
            try (stream) {
                stream.write(Frames.frame(new byte[] {-1, -1, -1, -1}));
            }
        }
    }

    @Test
    void aMemberThatSignsInvalidBlocksIsBannedAndItsBlocksAreIgnored() {
        try (SocketFederation federation = SocketFederation.running(directory, 4, 3)) {
            int liar = federation.network.spec().proposerOf(federation.slot() + 1);
            int honest = (liar + 1) % 4;
            federation.member(liar).stop();
            try (LibP2pLink stolen = federation.impostor(liar)) {
                stolen.join(federation.network.genesis().root(), (from, message) -> Verdict.IGNORE);
                federation.until(() -> stolen.reachableMembers().orElseThrow() == 3);
                federation.slots(1);
                for (int i = 0; i < 2; i++) {
                    SignedBlock invalid = invalidBlock(federation, liar, i);
                    stolen.broadcast(new PeerMessage.Proposal(invalid, Optional.empty(), List.of()));
                }
                federation.until(() -> federation.traffic(honest).bans() == 1);
                assertThat(federation.traffic(honest).offences()).containsEntry("invalid_blocks", 2L);
            }
            federation.goOnUntil(60, () -> federation.agreesAt(3));
            assertThat(federation.agreesAt(3)).isTrue();
        }
    }

    /** Well signed for its slot, on genesis, with a payload that is not its own. */
    private static SignedBlock invalidBlock(SocketFederation federation, int proposer, int number) {
        Block genesis = federation.network.genesis();
        Block block = new Block(
                genesis.root(),
                1,
                federation.slot(),
                proposer,
                genesis.payload(),
                List.of(),
                List.of(Bytes.of(new byte[] {(byte) number})),
                List.of(),
                Optional.empty());
        return federation.network.signatures().propose(federation.network.secret(proposer), block);
    }

    @Test
    void aStrangerThatVotesIsDropped() {
        try (SocketFederation federation = SocketFederation.running(directory, 3, 2);
                SystemTimers timers = new SystemTimers();
                Host stranger = new Host(HostOptions.of(NodeKey.generate(random), "stranger"), timers, random);
                Gossip gossip = gossip(stranger, timers)) {
            String topic =
                    "/alys/" + federation.network.genesis().root().toHex().substring(0, 8) + "/vote";
            gossip.subscribe(topic, (forwarder, message) -> Verdict.IGNORE);
            assertThat(stranger.connect(federation.address(0))).isInstanceOf(DialResult.Connected.class);
            federation.until(() -> !gossip.subscribers(topic).isEmpty());
            gossip.publish(
                    topic, Bytes.of(new PeerMessageCodec(Fork.PRAGUE).encode(new PeerMessage.SkipRequest(1, 1))));
            federation.until(() -> stranger.connections().isEmpty());
            assertThat(federation.traffic(0).offences()).containsOnlyKeys("forbidden");
        }
    }

    private Gossip gossip(Host host, SystemTimers timers) {
        GossipOptions options = GossipOptions.of(GossipParams.DEFAULT, ScoreParams.of(Map.of()));
        return new Gossip(host, timers, options, random, System.nanoTime());
    }

    @Test
    void aNodeThatFollowsHearsOfBlocksAndMayAskForThem() throws InterruptedException {
        BlockingQueue<PeerMessage> heard = new LinkedBlockingQueue<>();
        try (SocketFederation federation = SocketFederation.running(directory, 3, 2);
                LibP2pLink follower = federation.follower(NodeKey.generate(random))) {
            follower.join(federation.network.genesis().root(), (from, message) -> {
                heard.add(message);
                return Verdict.ACCEPT;
            });
            federation.until(() -> follower.reachableMembers().orElseThrow() == 3);
            federation.goOnUntil(
                    30,
                    () -> federation.agreesAt(3)
                            && heard.stream().anyMatch(PeerMessage.Proposal.class::isInstance)
                            && heard.stream().anyMatch(PeerMessage.Certificates.class::isInstance));
            assertThat(heard).hasAtLeastOneElementOfType(PeerMessage.Proposal.class);
            assertThat(heard).hasAtLeastOneElementOfType(PeerMessage.Certificates.class);
            ChainPoint head = federation.member(0).status().head();
            PeerRequests requests = follower.requests();
            federation.until(() -> requests.peers().size() == 3);
            assertThat(requests.peers()).allSatisfy(peer -> {
                PeerAnswer<BlockRange> answer = requests.blocksByRoot(peer, List.of(head.root()));
                assertThat(answer).isInstanceOf(PeerAnswer.Value.class);
                if (answer instanceof PeerAnswer.Value<BlockRange>(BlockRange range)) {
                    assertThat(range.blocks())
                            .singleElement()
                            .satisfies(
                                    block -> assertThat(block.block().height()).isEqualTo(head.height()));
                }
            });
        }
    }
}
