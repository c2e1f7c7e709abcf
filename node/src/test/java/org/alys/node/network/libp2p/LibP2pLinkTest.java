package org.alys.node.network.libp2p;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.alys.evm.payload.Fork;
import org.alys.node.network.PeerMessage;
import org.alys.p2p.identity.Multiaddr;
import org.alys.p2p.identity.NodeKey;
import org.junit.jupiter.api.Test;

class LibP2pLinkTest {
    private final SecureRandom random = new SecureRandom();
    private final NodeKey first = NodeKey.generate(random);
    private final NodeKey second = NodeKey.generate(random);

    private LibP2pLink open(NodeKey key, List<Multiaddr> peers) throws IOException {
        return LibP2pLink.open(
                new LinkSettings(
                        "0badcafe",
                        Fork.PRAGUE,
                        key,
                        List.of(Multiaddr.parse("/ip4/127.0.0.1/tcp/0")),
                        peers,
                        Stream.of(first, second).map(NodeKey::peerId).toList(),
                        1),
                random);
    }

    @Test
    void aStreamThatWasOpenedBeforeTheNodeListenedDeliversLater() throws IOException, InterruptedException {
        BlockingQueue<PeerMessage> heard = new LinkedBlockingQueue<>();
        try (LibP2pLink late = open(second, List.of());
                LibP2pLink early = open(first, late.addresses())) {
            early.deliverTo((from, message) -> {});
            long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (late.traffic().orElseThrow().counts().receivedMessages() == 0) {
                assertThat(System.nanoTime()).isLessThan(giveUp);
                early.broadcast(new PeerMessage.SkipRequest(1, 1));
                assertThat(heard.poll(20, TimeUnit.MILLISECONDS)).isNull();
            }
            late.deliverTo((from, message) -> heard.add(message));
            PeerMessage now = new PeerMessage.SkipRequest(2, 2);
            early.broadcast(now);
            PeerMessage arrived = heard.poll(20, TimeUnit.SECONDS);
            while (arrived != null && !arrived.equals(now)) {
                arrived = heard.poll(20, TimeUnit.SECONDS);
            }
            assertThat(arrived).isEqualTo(now);
        }
    }
}
