package org.alys.p2p.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.alys.p2p.identity.Multiaddr;
import org.alys.p2p.identity.NodeKey;
import org.alys.p2p.peers.ConnectionLimits;
import org.alys.p2p.peers.Refusal;
import org.alys.p2p.time.SystemTimers;
import org.alys.p2p.wire.Frames;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HostTest {
    private static final String ECHO = "/echo/1";
    private static final ConnectionLimits LIMITS = new ConnectionLimits(10, 10, 5, 2, 4, 3, 2);

    private final SystemTimers timers = new SystemTimers();
    private final List<Host> hosts = new ArrayList<>();
    private final LinkedBlockingQueue<Connection> connected = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<String> disconnected = new LinkedBlockingQueue<>();
    private final Host server = host(LIMITS);

    @BeforeEach
    void listen() throws IOException {
        server.handle(ECHO, 2, stream -> stream.write(Frames.frame(Frames.read(stream, 1000))));
        server.addListener(new PeerListener() {
            @Override
            public void connected(Connection connection) {
                connected.add(connection);
            }

            @Override
            public void disconnected(Connection connection, String why) {
                disconnected.add(why);
            }
        });
        server.listen(Multiaddr.parse("/ip4/127.0.0.1/tcp/0"));
    }

    @AfterEach
    void stop() {
        hosts.forEach(Host::close);
        timers.close();
    }

    @Test
    void carriesAMessageThereAndBack() throws IOException {
        Connection connection = connected(host(LIMITS));
        assertThat(connection.open(List.of(ECHO))).isInstanceOfSatisfying(OpenResult.Opened.class, opened -> {
            try (Stream stream = opened.stream()) {
                stream.write(Frames.frame("hello".getBytes(StandardCharsets.UTF_8)));
                assertThat(Frames.read(stream, 10)).isEqualTo("hello".getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void pings() throws IOException {
        Host client = host(LIMITS);
        connected(client);
        assertThat(client.ping(server.peerId(), Duration.ofSeconds(10))).isPresent();
    }

    @Test
    void dropsAConnectionThatNeverSpeaks() throws Exception {
        Host impatient = host(HostOptions.of(NodeKey.generate(new SecureRandom()), "test/1")
                .withHandshakeTimeout(Duration.ofMillis(200)));
        impatient.listen(Multiaddr.parse("/ip4/127.0.0.1/tcp/0"));
        try (Socket socket = socket(impatient)) {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void dropsAConnectionThatDripsItsHandshake() throws Exception {
        Host impatient = host(HostOptions.of(NodeKey.generate(new SecureRandom()), "test/1")
                .withHandshakeTimeout(Duration.ofMillis(300)));
        impatient.listen(Multiaddr.parse("/ip4/127.0.0.1/tcp/0"));
        try (Socket socket = socket(impatient)) {
            assertThat(drip(socket)).isLessThan(40);
        }
    }

    /** Begins to speak, and returns how many bytes came before the end. A reset counts as one, whenever it comes. */
    private static int drip(Socket socket) {
        int count = 0;
        try {
            socket.getOutputStream().write(19);
            socket.getOutputStream().write('/');
            while (socket.getInputStream().read() >= 0) {
                count++;
            }
        } catch (IOException e) {
            assertThat(e).hasMessageMatching("(?i).*(reset|broken pipe).*");
        }
        return count;
    }

    @Test
    void dropsAConnectionThatSpeaksGarbage() throws Exception {
        byte[] garbage = new byte[10_000];
        new Random(1).nextBytes(garbage);
        try (Socket socket = socket(server)) {
            socket.getOutputStream().write(garbage);
            assertThat(end(socket)).isTrue();
        }
        connected(host(LIMITS));
    }

    @Test
    void refusesConnectionsBeyondTheLimitOfOneAddress() throws IOException {
        Host crowded = host(new ConnectionLimits(10, 10, 5, 2, 2, 100, 100));
        crowded.listen(Multiaddr.parse("/ip4/127.0.0.1/tcp/0"));
        for (int i = 0; i < 2; i++) {
            assertThat(host(LIMITS).connect(crowded.addresses().getFirst())).isInstanceOf(DialResult.Connected.class);
        }
        assertThat(host(LIMITS).connect(crowded.addresses().getFirst())).isInstanceOf(DialResult.Failed.class);
    }

    @Test
    void doesNotDialItself() {
        assertThat(server.connect(server.addresses().getFirst())).isInstanceOf(DialResult.Refused.class);
        assertThat(server.connect(server.addresses().getFirst().withoutPeer()))
                .isNotInstanceOf(DialResult.Connected.class);
    }

    @Test
    void keepsOneConnectionWhenItDialsTwice() {
        Host client = host(LIMITS);
        Connection first = connected(client);
        assertThat(connected(client)).isSameAs(first);
    }

    @Test
    void waitsAfterADialThatFailed() throws IOException {
        Host client = host(LIMITS);
        Multiaddr nobody;
        try (ServerSocket taken = new ServerSocket(0)) {
            nobody = Multiaddr.parse("/ip4/127.0.0.1/tcp/" + taken.getLocalPort());
        }
        assertThat(client.connect(nobody)).isInstanceOf(DialResult.Failed.class);
        assertThat(client.connect(nobody))
                .isInstanceOfSatisfying(
                        DialResult.Refused.class,
                        refused -> assertThat(refused.reason()).isInstanceOf(Refusal.BackingOff.class));
        assertThat(client.connectNow(nobody)).isInstanceOf(DialResult.Failed.class);
    }

    @Test
    void keepsABannedPeerOut() throws Exception {
        Host client = host(LIMITS);
        connected(client);
        assertThat(connected.poll(20, TimeUnit.SECONDS)).isNotNull();
        server.ban(client.peerId(), Duration.ofMinutes(1));
        assertThat(disconnected.poll(20, TimeUnit.SECONDS)).isNotNull();
        assertThat(server.connection(client.peerId())).isEmpty();
        assertThat(client.addresses()).isEmpty();
        assertThat(server.connect(Multiaddr.parse("/ip4/127.0.0.1/tcp/1").withPeer(client.peerId())))
                .isInstanceOfSatisfying(
                        DialResult.Refused.class,
                        refused -> assertThat(refused.reason()).isInstanceOf(Refusal.Banned.class));
    }

    @Test
    void givesUpConnectionsWhenThereAreTooMany() throws Exception {
        for (int i = 0; i < 4; i++) {
            Host client = host(LIMITS);
            server.spare(client.peerId(), i == 0);
            client.connect(server.addresses().getFirst());
        }
        for (int i = 0; i < 2; i++) {
            assertThat(disconnected.poll(20, TimeUnit.SECONDS)).isNotNull();
        }
        assertThat(server.connection(hosts.get(1).peerId())).isPresent();
    }

    @Test
    void refusesMoreStreamsOfAProtocolThanItServes() {
        Connection connection = connected(host(LIMITS));
        List<OpenResult> results = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            results.add(connection.open(List.of(ECHO)));
        }
        assertThat(results).hasOnlyElementsOfType(OpenResult.Opened.class);
        assertThat(connection.open(List.of(ECHO))).satisfies(result -> {
            if (result instanceof OpenResult.Opened(Stream stream)) {
                stream.abortAfter(Duration.ofSeconds(10));
                assertThat(failsToRead(stream)).isTrue();
            }
        });
    }

    @Test
    void tellsWhyNoStreamIsOpened() {
        assertThat(server.open(host(LIMITS).peerId(), List.of(ECHO))).isEqualTo(new OpenResult.Failed("not connected"));
    }

    private static boolean failsToRead(Stream stream) {
        try {
            stream.readFully(new byte[1], 0, 1);
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private Connection connected(Host client) {
        DialResult result = client.connect(server.addresses().getFirst());
        assertThat(result).isInstanceOf(DialResult.Connected.class);
        return ((DialResult.Connected) result).connection();
    }

    private static Socket socket(Host host) throws IOException {
        Optional<InetSocketAddress> endpoint = host.addresses().getFirst().tcpEndpoint();
        return new Socket(
                endpoint.orElseThrow().getAddress(), endpoint.orElseThrow().getPort());
    }

    /** Whether the other side ended the connection; a reset counts. */
    private static boolean end(Socket socket) {
        try {
            socket.getInputStream().readAllBytes();
        } catch (IOException e) {
            return String.valueOf(e.getMessage()).contains("reset");
        }
        return true;
    }

    private Host host(ConnectionLimits limits) {
        return host(
                HostOptions.of(NodeKey.generate(new SecureRandom()), "test/1").withConnections(limits));
    }

    private Host host(HostOptions options) {
        Host host = new Host(options, timers, new SecureRandom());
        hosts.add(host);
        return host;
    }
}
