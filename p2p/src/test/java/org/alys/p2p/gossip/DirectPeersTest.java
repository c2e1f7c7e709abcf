package org.alys.p2p.gossip;

import static org.alys.p2p.gossip.Network.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.alys.p2p.identity.PeerId;
import org.junit.jupiter.api.Test;

/** Peers that are all each other's direct peers. */
class DirectPeersTest {
    private static final String LONG = "long ".repeat(100);
    private static final GossipParams SHORT_ONLY = GossipParams.DEFAULT.withEagerDirectBytes(100);
    private static final ScoreParams SCORING = ScoreParams.of(Map.of(TOPIC, TopicScoreParams.LENIENT));

    private static Network clique(int size, GossipParams params) {
        Network network = new Network(1, size, params, SCORING);
        List<PeerId> peers = network.peers();
        for (PeerId one : peers) {
            for (PeerId other : peers) {
                if (!one.equals(other)) {
                    network.handle(one, new GossipEvent.Direct(other, true));
                }
            }
        }
        for (int i = 0; i < size; i++) {
            for (int k = i + 1; k < size; k++) {
                network.connect(peers.get(i), peers.get(k));
            }
        }
        network.joinAll();
        network.run(2);
        return network;
    }

    /** Copies that are sent while a message spreads. */
    private static int copies(Network network, String text) {
        AtomicInteger sent = new AtomicInteger();
        network.loseRpcs((to, rpc) -> {
            sent.addAndGet(rpc.messages().size());
            return false;
        });
        MessageId id = network.publish(network.peers().getFirst(), text);
        network.run(4);
        assertThat(network.reached(id)).isEqualTo(4);
        return sent.get();
    }

    @Test
    void sendEachOthersLongMessagesNotAgain() {
        assertThat(copies(clique(5, SHORT_ONLY), LONG)).isEqualTo(4);
    }

    @Test
    void sendEachOthersShortMessagesAgain() {
        assertThat(copies(clique(5, SHORT_ONLY), "short")).isGreaterThan(4);
    }

    @Test
    void sendEverythingAgainUnlessTheyAreTold() {
        assertThat(copies(clique(5, GossipParams.DEFAULT), LONG)).isGreaterThan(4);
    }

    @Test
    void fetchALongMessageThatItsAuthorCouldNotSendThem() {
        Network network = clique(5, SHORT_ONLY);
        PeerId author = network.peers().getFirst();
        PeerId cutOff = network.peers().get(3);
        network.loseFrom(author, cutOff);
        MessageId id = network.publish(author, LONG);
        network.run(4);
        assertThat(network.reached(id)).isEqualTo(4);
    }
}
