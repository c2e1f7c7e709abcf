package org.alys.p2p.gossip;

import static org.alys.p2p.gossip.Network.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.alys.p2p.identity.NodeKey;
import org.alys.p2p.identity.PeerId;
import org.alys.primitives.Bytes;
import org.alys.primitives.Hashes;
import org.junit.jupiter.api.Test;

class GossipRouterTest {
    private static final GossipParams MESH_ONLY = GossipParams.DEFAULT.withFloodPublish(false);
    private static final ScoreParams SCORING = ScoreParams.of(Map.of(TOPIC, TopicScoreParams.LENIENT));
    private static final PeerId SELF = peer(1000);
    private static final PeerId OTHER = peer(1001);

    @Test
    void reachesEveryPeerThroughTheMesh() {
        Network network = network(1, 60);
        network.run(5);
        for (int i = 0; i < 10; i++) {
            MessageId id = network.publish(network.peers().get(i * 5), "block " + i);
            network.run(3);
            assertThat(network.reached(id)).isEqualTo(59);
        }
    }

    @Test
    void keepsEveryMeshWithinItsBounds() {
        Network network = network(2, 80);
        network.run(30);
        for (PeerId peer : network.peers()) {
            Set<PeerId> mesh = network.router(peer).mesh(TOPIC);
            assertThat(mesh).hasSizeBetween(5, 12);
            assertThat(mesh)
                    .allSatisfy(member ->
                            assertThat(network.router(member).mesh(TOPIC)).contains(peer));
        }
    }

    @Test
    void replaysTheSameHistoryFromTheSameSeed() {
        assertThat(story(7)).isEqualTo(story(7)).isNotEqualTo(story(8));
    }

    @Test
    void fetchesWhatTheMeshLostByAskingForIt() {
        Network network = network(3, 40);
        network.run(5);
        PeerId deaf = network.peers().get(20);
        // Messages to one peer are lost while they are pushed; an answer to IWANT comes a heartbeat later.
        boolean[] pushing = {true};
        network.loseRpcs(
                (to, rpc) -> pushing[0] && to.equals(deaf) && !rpc.messages().isEmpty());
        MessageId id = network.publish(network.peers().getFirst(), "lost");
        network.run(1);
        assertThat(network.reached(id)).isEqualTo(38);
        pushing[0] = false;
        network.run(5);
        assertThat(network.reached(id)).isEqualTo(39);
    }

    @Test
    void graylistsWhoForwardsInvalidMessages() {
        Network network = new Network(4, 2, GossipParams.DEFAULT, SCORING);
        List<PeerId> peers = network.peers();
        network.connect(peers.get(0), peers.get(1));
        network.joinAll();
        network.run(2);
        network.judge(Verdict.REJECT);
        for (int i = 0; i < 3; i++) {
            network.publish(peers.get(0), "invalid " + i);
            network.run(1);
        }
        assertThat(network.graylisted())
                .extracting(GossipEffect.Graylisted::peer)
                .containsExactly(peers.get(0));
        assertThat(network.router(peers.get(1)).accepts(peers.get(0))).isFalse();
        assertThat(network.router(peers.get(1)).mesh(TOPIC)).isEmpty();
    }

    @Test
    void blamesNobodyForWhatIsIgnored() {
        Network network = new Network(5, 2, MESH_ONLY, SCORING);
        List<PeerId> peers = network.peers();
        network.connect(peers.get(0), peers.get(1));
        network.joinAll();
        network.run(2);
        double before = network.router(peers.get(1)).score(peers.get(0));
        network.judge(Verdict.IGNORE);
        MessageId id = network.publish(peers.get(0), "of no use");
        network.run(1);
        assertThat(network.reached(id)).isZero();
        assertThat(network.router(peers.get(1)).score(peers.get(0))).isGreaterThanOrEqualTo(before);
    }

    @Test
    void forwardsOnlyAfterValidation() {
        GossipRouter router = router();
        connect(router, OTHER, true);
        PeerId third = peer(3);
        connect(router, third, true);
        GossipMessage message = message(9);
        List<GossipEffect> effects = receive(router, OTHER, Rpc.messages(List.of(message)), 1);
        assertThat(effects).containsExactly(new GossipEffect.Validate(OTHER, message.id(), message));
        assertThat(router.handle(new GossipEvent.Validated(message.id(), Verdict.ACCEPT), 2))
                .containsExactly(
                        new GossipEffect.Send(third, Rpc.messages(List.of(message))),
                        new GossipEffect.Deliver(message));
    }

    @Test
    void validatesADuplicateOnlyOnce() {
        GossipRouter router = router();
        connect(router, OTHER, true);
        GossipMessage message = message(9);
        receive(router, OTHER, Rpc.messages(List.of(message)), 1);
        assertThat(receive(router, OTHER, Rpc.messages(List.of(message)), 2)).isEmpty();
    }

    @Test
    void forgetsWhatItSawWhenItsTimeIsOver() {
        GossipRouter router = router();
        connect(router, OTHER, true);
        GossipMessage message = message(9);
        receive(router, OTHER, Rpc.messages(List.of(message)), 1);
        long later = GossipParams.DEFAULT.seenTtl().toNanos() + 2;
        assertThat(receive(router, OTHER, Rpc.messages(List.of(message)), later))
                .hasSize(1);
    }

    @Test
    void doesNotAnswerAGraftOfAnUnknownTopic() {
        GossipRouter router = router();
        connect(router, OTHER, true);
        assertThat(receive(router, OTHER, Rpc.mesh(List.of("elsewhere"), List.of()), 1))
                .isEmpty();
    }

    @Test
    void refusesAGraftDuringBackoffAndPunishesIt() {
        GossipRouter router = router();
        connect(router, OTHER, true);
        receive(router, OTHER, Rpc.mesh(List.of(), List.of(new Rpc.Prune(TOPIC, Duration.ofMinutes(1), List.of()))), 1);
        for (int i = 0; i < 2; i++) {
            List<GossipEffect> effects = receive(router, OTHER, Rpc.mesh(List.of(TOPIC), List.of()), 2 + i);
            assertThat(effects)
                    .singleElement()
                    .isInstanceOfSatisfying(
                            GossipEffect.Send.class,
                            sent -> assertThat(sent.rpc().prune()).hasSize(1));
        }
        assertThat(router.mesh(TOPIC)).isEmpty();
        assertThat(router.score(OTHER)).isNegative();
    }

    @Test
    void punishesAPromiseThatWasBroken() {
        GossipRouter router = router();
        connect(router, OTHER, true);
        for (int i = 0; i < 6; i++) {
            MessageId bogus = new MessageId(Bytes.of(new byte[] {(byte) i}));
            assertThat(receive(router, OTHER, Rpc.have(List.of(new Rpc.Have(TOPIC, List.of(bogus)))), 1))
                    .containsExactly(new GossipEffect.Send(OTHER, Rpc.want(List.of(bogus))));
        }
        long late = GossipParams.DEFAULT.wantFollowup().toNanos() + 2;
        router.handle(new GossipEvent.Heartbeat(), late);
        assertThat(router.score(OTHER)).isNegative();
    }

    @Test
    void readsOnlySoManyIHavesPerHeartbeat() {
        GossipRouter router = router();
        connect(router, OTHER, true);
        int asked = 0;
        for (int i = 0; i < 30; i++) {
            MessageId id = new MessageId(Bytes.of(new byte[] {(byte) i}));
            asked += receive(router, OTHER, Rpc.have(List.of(new Rpc.Have(TOPIC, List.of(id)))), 1)
                    .size();
        }
        assertThat(asked).isEqualTo(GossipParams.DEFAULT.maxHaveMessages());
    }

    @Test
    void givesAMessageOnlySoOftenToOnePeer() {
        GossipRouter router = router();
        connect(router, OTHER, true);
        GossipMessage own = message(5);
        router.handle(new GossipEvent.Publish(own), 1);
        int given = 0;
        for (int i = 0; i < 10; i++) {
            given += receive(router, OTHER, Rpc.want(List.of(own.id())), 2).size();
        }
        assertThat(given).isEqualTo(GossipParams.DEFAULT.retransmissions());
    }

    @Test
    void publishesToAFanoutWithoutTakingPart() {
        GossipRouter router = new GossipRouter(SELF, MESH_ONLY, SCORING, ScoreThresholds.DEFAULT, new Random(1));
        for (int i = 0; i < 20; i++) {
            connect(router, peer(i), true);
        }
        assertThat(router.handle(new GossipEvent.Publish(message(5)), 1)).hasSize(GossipParams.DEFAULT.d());
    }

    @Test
    void floodsItsOwnMessagesToEveryPeerOfTheTopic() {
        GossipRouter router = router();
        for (int i = 0; i < 20; i++) {
            connect(router, peer(i), true);
        }
        assertThat(router.handle(new GossipEvent.Publish(message(5)), 1)).hasSize(20);
    }

    @Test
    void takesInADialledPeerEvenWhenTheMeshIsFull() {
        GossipRouter router = router();
        for (int i = 0; i < 13; i++) {
            connect(router, peer(i), false);
            receive(router, peer(i), Rpc.mesh(List.of(TOPIC), List.of()), 1);
        }
        assertThat(router.mesh(TOPIC)).hasSize(12);
        connect(router, OTHER, true);
        receive(router, OTHER, Rpc.mesh(List.of(TOPIC), List.of()), 1);
        assertThat(router.mesh(TOPIC)).hasSize(13).contains(OTHER);
    }

    @Test
    void namesOtherPeersToWhomItPrunesForLackOfRoom() {
        GossipRouter router = router();
        for (int i = 0; i < 12; i++) {
            connect(router, peer(i), false);
            receive(router, peer(i), Rpc.mesh(List.of(TOPIC), List.of()), 1);
        }
        connect(router, OTHER, false);
        List<GossipEffect> effects = receive(router, OTHER, Rpc.mesh(List.of(TOPIC), List.of()), 1);
        assertThat(effects)
                .singleElement()
                .isInstanceOfSatisfying(
                        GossipEffect.Send.class,
                        sent -> assertThat(sent.rpc().prune().getFirst().peers())
                                .hasSize(12));
    }

    @Test
    void dialsNamedPeersOnlyWhenAWellKnownPeerNamesThem() {
        GossipRouter router = router();
        connect(router, OTHER, true);
        Rpc prune = Rpc.mesh(
                List.of(),
                List.of(new Rpc.Prune(
                        TOPIC, Duration.ofMinutes(1), List.of(new Rpc.Exchanged(peer(50), Optional.empty())))));
        assertThat(receive(router, OTHER, prune, 1)).isEmpty();
        router.handle(new GossipEvent.AppScore(OTHER, 100), 2);
        assertThat(receive(router, OTHER, prune, 3)).containsExactly(new GossipEffect.Dial(peer(50), Optional.empty()));
    }

    @Test
    void ignoresEverythingFromAGraylistedPeer() {
        GossipRouter router = router();
        connect(router, OTHER, true);
        router.handle(new GossipEvent.AppScore(OTHER, -1000), 1);
        assertThat(receive(router, OTHER, Rpc.messages(List.of(message(9))), 2)).isEmpty();
    }

    @Test
    void alwaysExchangesWithADirectPeer() {
        GossipRouter router = router();
        connect(router, OTHER, true);
        router.handle(new GossipEvent.AppScore(OTHER, -1000), 1);
        router.handle(new GossipEvent.Direct(OTHER, true), 1);
        assertThat(receive(router, OTHER, Rpc.messages(List.of(message(9))), 2)).hasSize(1);
        assertThat(router.handle(new GossipEvent.Publish(message(5)), 3)).hasSize(1);
    }

    private static List<String> story(long seed) {
        Network network = network(seed, 30);
        network.run(3);
        network.publish(network.peers().getFirst(), "once");
        network.run(5);
        return network.history();
    }

    private static Network network(long seed, int size) {
        Network network = new Network(seed, size, MESH_ONLY, SCORING);
        network.connectAtRandom(10);
        network.joinAll();
        return network;
    }

    private static GossipRouter router() {
        GossipRouter router =
                new GossipRouter(SELF, GossipParams.DEFAULT, SCORING, ScoreThresholds.DEFAULT, new Random(1));
        router.handle(new GossipEvent.Join(TOPIC), 0);
        return router;
    }

    /** Connects a peer that takes part in the topic and is in the mesh. */
    private static void connect(GossipRouter router, PeerId peer, boolean dialled) {
        router.handle(new GossipEvent.PeerConnected(peer, dialled, "ip-" + peer, true), 0);
        receive(router, peer, Rpc.subscriptions(List.of(new Rpc.Subscription(TOPIC, true))), 0);
        if (dialled && router.follows(TOPIC) && router.mesh(TOPIC).size() < 12) {
            receive(router, peer, Rpc.mesh(List.of(TOPIC), List.of()), 0);
        }
    }

    private static List<GossipEffect> receive(GossipRouter router, PeerId from, Rpc rpc, long nanos) {
        return router.handle(new GossipEvent.Received(from, rpc), nanos);
    }

    private static GossipMessage message(int author) {
        return new MessageSigning(key(author), 1).sign(TOPIC, Bytes.of(new byte[] {1, 2, 3}));
    }

    private static PeerId peer(int number) {
        return key(number).peerId();
    }

    private static NodeKey key(int number) {
        return NodeKey.ed25519(Hashes.sha256(new byte[] {1, (byte) number, (byte) (number >> 8)}));
    }
}
