package org.alys.p2p.discovery.discv5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.alys.p2p.identity.Multiaddr;
import org.alys.p2p.identity.NodeKey;
import org.alys.p2p.time.SystemTimers;
import org.alys.primitives.Hashes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class Discv5Test {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    private final SystemTimers timers = new SystemTimers();
    private final List<Discv5> started = new ArrayList<>();

    @AfterEach
    void stop() {
        started.forEach(Discv5::close);
        timers.close();
    }

    @Test
    void findsPeersOfItsNetworkThroughABootnodeOfAnother() throws Exception {
        LinkedBlockingQueue<Multiaddr> foundByFirst = new LinkedBlockingQueue<>();
        LinkedBlockingQueue<Multiaddr> foundBySecond = new LinkedBlockingQueue<>();
        String bootnode = start(1, "other", List.of(), new LinkedBlockingQueue<>());
        start(2, "test", List.of(bootnode), foundByFirst);
        start(3, "test", List.of(bootnode), foundBySecond);
        assertThat(foundBySecond.poll(60, TimeUnit.SECONDS)).isEqualTo(address(2));
        assertThat(foundByFirst.poll(60, TimeUnit.SECONDS)).isEqualTo(address(3));
        // The bootnode is alive, and known to both.
        assertThat(foundByFirst).doesNotContain(address(1));
        assertThat(foundBySecond).doesNotContain(address(1));
    }

    @Test
    void keepsItsIdentityOverARestart() {
        assertThat(PeerRecords.signer(key(1)).deriveCompressedPublicKeyFromPrivate())
                .isEqualTo(PeerRecords.signer(key(1)).deriveCompressedPublicKeyFromPrivate())
                .isNotEqualTo(PeerRecords.signer(key(2)).deriveCompressedPublicKeyFromPrivate());
    }

    @Test
    void saysThatItsPortIsTaken() throws IOException {
        try (DatagramSocket taken = new DatagramSocket(0, LOOPBACK)) {
            Discv5 discovery =
                    new Discv5(options(1, "test", List.of(), taken.getLocalPort()), timers, InstantSource.system());
            assertThatThrownBy(() -> discovery.start(address -> {}))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot listen");
        }
    }

    @Test
    void refusesABootnodeThatIsNoRecord() throws IOException {
        assertThat(Discv5.problem("enr:-nonsense")).isPresent();
        String record = start(1, "test", List.of(), new LinkedBlockingQueue<>());
        assertThat(Discv5.problem(record)).isEmpty();
        char other = record.charAt(20) == 'A' ? 'B' : 'A';
        assertThat(Discv5.problem(record.substring(0, 20) + other + record.substring(21)))
                .isPresent();
    }

    private String start(int number, String network, List<String> bootnodes, LinkedBlockingQueue<Multiaddr> found)
            throws IOException {
        Discv5 discovery = new Discv5(options(number, network, bootnodes, 0), timers, InstantSource.system());
        started.add(discovery);
        discovery.start(found::add);
        return discovery.record().orElseThrow();
    }

    private static Discv5Options options(int number, String network, List<String> bootnodes, int port) {
        return new Discv5Options(
                key(number), network, new InetSocketAddress(LOOPBACK, port), LOOPBACK, 9000 + number, bootnodes);
    }

    private static Multiaddr address(int number) {
        return Multiaddr.parse("/ip4/127.0.0.1/tcp/" + (9000 + number))
                .withPeer(key(number).peerId());
    }

    private static NodeKey key(int number) {
        return NodeKey.ed25519(Hashes.sha256(new byte[] {(byte) number}));
    }
}
