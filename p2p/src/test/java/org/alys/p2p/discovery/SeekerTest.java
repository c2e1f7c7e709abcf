package org.alys.p2p.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.alys.p2p.host.Connection;
import org.alys.p2p.host.Host;
import org.alys.p2p.host.HostOptions;
import org.alys.p2p.host.PeerListener;
import org.alys.p2p.identity.Multiaddr;
import org.alys.p2p.identity.NodeKey;
import org.alys.p2p.identity.PeerId;
import org.alys.p2p.time.SystemTimers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SeekerTest {
    private final SystemTimers timers = new SystemTimers();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final LinkedBlockingQueue<PeerId> connected = new LinkedBlockingQueue<>();
    private final Host host = host();

    @BeforeEach
    void listen() {
        host.addListener(new PeerListener() {
            @Override
            public void connected(Connection connection) {
                connected.add(connection.peer());
            }
        });
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable one : opened.reversed()) {
            one.close();
        }
        timers.close();
    }

    /** Says what the test says. */
    private static final class Told implements PeerSource {
        private Optional<Consumer<Multiaddr>> listener = Optional.empty();
        private boolean closed;

        @Override
        public void start(Consumer<Multiaddr> found) {
            listener = Optional.of(found);
        }

        void tell(Multiaddr address) {
            listener.orElseThrow().accept(address);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void connectsWithTheBootstrapList() throws Exception {
        Host other = listening();
        seek(3, PeerSource.bootstrap(other.addresses()));
        assertThat(connected.poll(20, TimeUnit.SECONDS)).isEqualTo(other.peerId());
    }

    @Test
    void dialsNoMoreThanItWants() throws Exception {
        Told source = new Told();
        seek(1, source);
        Host first = listening();
        source.tell(first.addresses().getFirst());
        assertThat(connected.poll(20, TimeUnit.SECONDS)).isEqualTo(first.peerId());
        Host second = listening();
        source.tell(second.addresses().getFirst());
        host.disconnect(first.peerId());
        // Only now is there room; the first one may be chosen again, and the second at its turn.
        assertThat(connected.poll(30, TimeUnit.SECONDS)).isIn(first.peerId(), second.peerId());
        assertThat(host.connections()).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void goesOnToThePeerThatAnswers() throws Exception {
        Told source = new Told();
        seek(1, source);
        PeerId nobody = NodeKey.generate(new SecureRandom()).peerId();
        source.tell(Multiaddr.parse("/ip4/127.0.0.1/tcp/1").withPeer(nobody));
        Host other = listening();
        source.tell(other.addresses().getFirst());
        assertThat(connected.poll(30, TimeUnit.SECONDS)).isEqualTo(other.peerId());
    }

    @Test
    void stopsEverySourceWhenOneCannotStart() {
        Told good = new Told();
        PeerSource bad = new PeerSource() {
            @Override
            public void start(Consumer<Multiaddr> found) throws IOException {
                throw new IOException("no interface");
            }

            @Override
            public void close() {
                // It never began.
            }
        };
        Seeker seeker = new Seeker(host, List.of(good, bad), 1, timers);
        assertThatThrownBy(seeker::start).hasMessage("no interface");
        assertThat(good.closed).isTrue();
    }

    @Test
    void remembersOnlySoManyPeersAndNoneIsPushedOut() {
        Candidates candidates = new Candidates(2, 2);
        List<PeerId> peers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            PeerId peer = NodeKey.generate(new SecureRandom()).peerId();
            peers.add(peer);
            candidates.add(peer, Multiaddr.parse("/ip4/192.0.2.1/tcp/1"));
        }
        assertThat(candidates.next(10, peer -> true)).containsExactly(peers.get(0), peers.get(1));
        candidates.failed(peers.get(0));
        candidates.add(peers.get(2), Multiaddr.parse("/ip4/192.0.2.1/tcp/1"));
        assertThat(candidates.next(10, peer -> true)).containsExactly(peers.get(1), peers.get(2));
    }

    @Test
    void keepsTheNewestAddressesOfAPeer() {
        Candidates candidates = new Candidates(2, 2);
        for (int port = 1; port <= 3; port++) {
            candidates.add(host.peerId(), Multiaddr.parse("/ip4/192.0.2.1/tcp/" + port));
        }
        assertThat(candidates.addresses(host.peerId()))
                .containsExactly(Multiaddr.parse("/ip4/192.0.2.1/tcp/2"), Multiaddr.parse("/ip4/192.0.2.1/tcp/3"));
    }

    private void seek(int wanted, PeerSource source) throws IOException {
        Seeker seeker = new Seeker(host, List.of(source), wanted, timers);
        opened.add(seeker);
        seeker.start();
    }

    private Host listening() throws IOException {
        Host other = host();
        other.listen(Multiaddr.parse("/ip4/127.0.0.1/tcp/0"));
        return other;
    }

    private Host host() {
        SecureRandom random = new SecureRandom();
        Host made = new Host(HostOptions.of(NodeKey.generate(random), "test/1"), timers, random);
        opened.add(made);
        return made;
    }
}
