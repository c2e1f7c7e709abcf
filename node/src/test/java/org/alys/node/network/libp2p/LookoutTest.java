package org.alys.node.network.libp2p;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.alys.evm.payload.Fork;
import org.alys.p2p.gossip.Verdict;
import org.alys.p2p.identity.Multiaddr;
import org.alys.p2p.identity.NodeKey;
import org.alys.primitives.Bytes32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class LookoutTest {
    private static final Bytes32 GENESIS = Bytes32.fromHex("0badcafe".repeat(8));
    private static final Bytes32 OTHER_GENESIS = Bytes32.fromHex("0badc0de".repeat(8));

    private final SecureRandom random = new SecureRandom();

    @Test
    void findsTheNodeOfItsNetworkThroughATable() throws Exception {
        try (LibP2pLink first = open(List.of());
                LibP2pLink stranger = open(List.of(join(first, GENESIS)));
                LibP2pLink second = open(List.of(join(stranger, OTHER_GENESIS)))) {
            join(second, GENESIS);
            long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
            while (first.connectedNodes() == 0 || second.connectedNodes() == 0) {
                assertThat(System.nanoTime()).isLessThan(giveUp);
                TimeUnit.MILLISECONDS.sleep(50);
            }
            assertThat(stranger.connectedNodes()).isZero();
        }
    }

    private static String join(LibP2pLink link, Bytes32 genesis) {
        link.join(genesis, (from, message) -> Verdict.ACCEPT);
        return link.discoveryRecord().orElseThrow();
    }

    private LibP2pLink open(List<String> bootnodes) throws IOException {
        return LibP2pLink.open(
                new LinkSettings(
                        Fork.PRAGUE,
                        NodeKey.generate(random),
                        List.of(Multiaddr.parse("/ip4/127.0.0.1/tcp/0")),
                        List.of(),
                        List.of(),
                        4,
                        new DiscoverySettings(false, OptionalInt.of(0), bootnodes, 4),
                        Optional.empty(),
                        InstantSource.system()),
                random);
    }
}
