package org.alys.node.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.alys.node.network.BlockRange;
import org.alys.node.network.Misconduct;
import org.alys.node.network.PeerAnswer;
import org.alys.node.network.PeerRef;
import org.alys.node.network.PeerRequests;
import org.alys.node.network.PeerStatus;
import org.alys.node.network.libp2p.DiscoverySettings;
import org.alys.node.network.libp2p.LibP2pLink;
import org.alys.node.network.libp2p.LinkSettings;
import org.alys.node.sync.SyncPhase;
import org.alys.p2p.gossip.Verdict;
import org.alys.p2p.identity.Multiaddr;
import org.alys.p2p.identity.NodeKey;
import org.alys.primitives.Bytes32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A full node that joins late, over sockets, from a node that has synced itself. */
class SocketSyncTest {
    private static final int LENGTH = Boolean.getBoolean("alys.test.all") ? 5000 : 304;

    private final Network network = Network.of(3, 2, 1_000_000);

    @TempDir
    private Path directory;

    private LibP2pLink link(int number, List<Multiaddr> listen, List<Multiaddr> peers) throws IOException {
        byte[] seed = new byte[32];
        Arrays.fill(seed, (byte) number);
        return LibP2pLink.open(
                new LinkSettings(
                        network.spec().fork(),
                        NodeKey.ed25519(seed),
                        listen,
                        peers,
                        List.of(),
                        4,
                        DiscoverySettings.OFF,
                        Optional.empty(),
                        InstantSource.system()),
                new SecureRandom());
    }

    @Test
    void whatOneNodeSyncedAnotherSyncsFromIt() throws IOException {
        ForgedChain chain = new ForgedChain(network, LENGTH);
        long slot = network.genesis().slot() + LENGTH + 1;
        try (ScriptedPeers scripted = new ScriptedPeers();
                SyncNode first = new SyncNode(network, slot, scripted, directory.resolve("first"));
                LibP2pLink serving = link(1, List.of(Multiaddr.parse("/ip4/127.0.0.1/tcp/0")), List.of());
                LibP2pLink asking = link(2, List.of(), serving.addresses())) {
            scripted.add(new ScriptedPeers.Honest(chain, LENGTH));
            first.start();
            first.until(() ->
                    first.status().phase() == SyncPhase.SYNCED && first.status().height() == LENGTH);

            serving.serve(first.served());
            serving.join(network.genesis().root(), (from, message) -> Verdict.IGNORE);
            asking.join(network.genesis().root(), (from, message) -> Verdict.IGNORE);
            Watched requests = new Watched(asking.requests());
            try (SyncNode second = new SyncNode(network, slot, requests, directory.resolve("second"))
                    .pausingWhile(requests.underWay::any)) {
                second.start();
                second.until(() -> second.status().phase() == SyncPhase.SYNCED
                        && second.status().height() == LENGTH);
                assertThat(second.position().federationFinal().root()).isEqualTo(chain.root(LENGTH));
                assertThat(requests.reported).hasValue(0);
            }
        }
    }

    /** Counts what is under way, so that the test's time can wait for it. */
    private static final class Watched implements PeerRequests {
        private final PeerRequests real;
        private final UnderWay underWay = new UnderWay();
        private final AtomicInteger reported = new AtomicInteger();

        Watched(PeerRequests real) {
            this.real = real;
        }

        @Override
        public List<PeerRef> peers() {
            return real.peers();
        }

        @Override
        public PeerAnswer<PeerStatus> status(PeerRef peer, PeerStatus own) {
            return underWay.counted(() -> real.status(peer, own));
        }

        @Override
        public PeerAnswer<BlockRange> blocksByRange(PeerRef peer, long from, int count) {
            return underWay.counted(() -> real.blocksByRange(peer, from, count));
        }

        @Override
        public PeerAnswer<BlockRange> blocksByRoot(PeerRef peer, List<Bytes32> roots) {
            return underWay.counted(() -> real.blocksByRoot(peer, roots));
        }

        @Override
        public void report(PeerRef peer, Misconduct misconduct) {
            reported.incrementAndGet();
            real.report(peer, misconduct);
        }
    }
}
