package org.alys.p2p.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.alys.p2p.exchange.Answer;
import org.alys.p2p.exchange.Exchange;
import org.alys.p2p.exchange.RequestProtocol;
import org.alys.p2p.identity.Multiaddr;
import org.alys.p2p.identity.NodeKey;
import org.alys.p2p.peers.ConnectionLimits;
import org.alys.p2p.time.SystemTimers;
import org.alys.p2p.transport.Link;
import org.alys.p2p.wire.Varint;
import org.alys.p2p.yamux.YamuxLimits;
import org.alys.primitives.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each attack costs the host little, ends with a reason, and leaves it good for others. */
@Timeout(60)
class HostUnderAttackTest {
    private static final String SINK = "/sink/1";
    private static final RequestProtocol REQUEST =
            new RequestProtocol("/request/1", 100, 100, 1, 100, Duration.ofMillis(500), 10, 10);
    private static final int LARGE = 4 << 20;

    private final SystemTimers timers = new SystemTimers();
    private final LinkedBlockingQueue<String> ended = new LinkedBlockingQueue<>();
    private final Host victim = host();
    private final Attacker attacker = new Attacker(timers);
    private final CountDownLatch testOver = new CountDownLatch(1);

    @BeforeEach
    void listen() throws IOException {
        victim.addListener(new PeerListener() {
            @Override
            public void disconnected(Connection connection, String why) {
                ended.add(why);
            }
        });
        victim.handle(SINK, 100, stream -> {
            try {
                testOver.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        victim.handle("/source/1", 100, stream -> stream.write(new byte[LARGE]));
        new Exchange(victim, timers).serve(REQUEST, (peer, request) -> Answer.of(Bytes.of(new byte[] {1})));
        victim.listen(Multiaddr.parse("/ip4/127.0.0.1/tcp/0"));
    }

    @AfterEach
    void stop() {
        testOver.countDown();
        attacker.close();
        victim.close();
        timers.close();
    }

    private Host host() {
        SecureRandom random = new SecureRandom();
        YamuxLimits streams = new YamuxLimits(
                16, 16, YamuxLimits.INITIAL_WINDOW, 1 << 20, Duration.ofSeconds(3), Duration.ofSeconds(1));
        return new Host(
                HostOptions.of(NodeKey.generate(random), "test/1")
                        .withConnections(new ConnectionLimits(40, 40, 8, 3, 20, 1000, 40, 40))
                        .withStreams(streams)
                        .withHandshakeTimeout(Duration.ofSeconds(3)),
                timers,
                random);
    }

    @Test
    void servesOthersWhileOneAddressFloodsItWithConnections() throws Exception {
        List<Socket> flood = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                flood.add(Attacker.socket(victim, "127.0.0.2"));
            }
            assertServes();
        } finally {
            for (Socket socket : flood) {
                socket.close();
            }
        }
    }

    /** Stages: greeting, its middle, the length of a Noise message, its middle. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void dropsWhoStopsInTheHandshake(int stage) throws Exception {
        try (Socket socket = Attacker.socket(victim, "127.0.0.2")) {
            OutputStream out = socket.getOutputStream();
            byte[] greeting = Attacker.line("/multistream/1.0.0");
            switch (stage) {
                case 0 -> {}
                case 1 -> out.write(greeting, 0, 5);
                case 2 -> {
                    out.write(greeting);
                    out.write(Attacker.line("/noise"));
                    out.write(0);
                }
                default -> {
                    out.write(greeting);
                    out.write(Attacker.line("/noise"));
                    out.write(new byte[] {0, 32, 1, 2, 3});
                }
            }
            assertThat(isEnded(socket)).isTrue();
        }
        assertServes();
    }

    @Test
    void dropsWhoSendsOneByteAfterAnother() throws Exception {
        try (Socket socket = Attacker.socket(victim, "127.0.0.2")) {
            Thread dripping = Thread.startVirtualThread(() -> drip(socket));
            assertThat(isEnded(socket)).isTrue();
            dripping.join();
        }
    }

    @Test
    void dropsAGiantLineAndAGiantHandshakeMessage() throws Exception {
        try (Socket line = Attacker.socket(victim, "127.0.0.2");
                Socket noise = Attacker.socket(victim, "127.0.0.2")) {
            line.getOutputStream().write(Varint.encode(1L << 40));
            noise.getOutputStream().write(Attacker.line("/multistream/1.0.0"));
            noise.getOutputStream().write(Attacker.line("/noise"));
            noise.getOutputStream().write(new byte[] {(byte) 0xff, (byte) 0xff});
            assertThat(isEnded(line)).isTrue();
            assertThat(isEnded(noise)).isTrue();
        }
        assertServes();
    }

    @Test
    void givesThePlaceOfAResetConnectionBack() throws Exception {
        for (int i = 0; i < 60; i++) {
            try (Socket socket = Attacker.socket(victim, "127.0.0.2")) {
                socket.setSoLinger(true, 0);
                greet(socket);
            }
        }
        Link link = attacker.secured(victim);
        link.abort();
        assertThat(reason()).isNotEmpty();
        assertServes();
        assertThat(victim.connection(attacker.key().peerId())).isEmpty();
    }

    @Test
    void dropsAFrameLargerThanTheWindow() throws Exception {
        Link link = attacker.secured(victim);
        link.write(Attacker.opening(1, SINK));
        link.write(Attacker.head(Attacker.DATA, 0, 1, 0xffff_ffffL));
        assertThat(reason()).contains("window exceeded");
    }

    @Test
    void dropsAFloodOfPings() throws Exception {
        Link link = attacker.secured(victim);
        flood(link, Attacker.head(Attacker.PING, Attacker.SYN, 0, 1));
        assertThat(reason()).contains("too many frames");
        assertServes();
    }

    @Test
    void resetsStreamsThatHoldTooMuchUnreadAndServesOn() throws Exception {
        Link link = attacker.secured(victim);
        byte[] piece = new byte[60_000];
        for (int stream = 1; stream < 16; stream += 2) {
            link.write(Attacker.opening(stream, SINK));
            for (int i = 0; i < 4; i++) {
                link.write(Attacker.head(Attacker.DATA, 0, stream, piece.length));
                link.write(piece);
            }
        }
        // Eight times 240 000 bytes, a mebibyte may wait: the last ones are reset.
        assertThat(await(link, Attacker.WINDOW_UPDATE, Attacker.RST)).isBetween(9, 15);
        assertServes();
    }

    @Test
    void resetsAStreamThatNeverSaysItsProtocol() throws Exception {
        Link link = attacker.secured(victim);
        link.write(Attacker.head(Attacker.WINDOW_UPDATE, Attacker.SYN, 1, 0));
        assertThat(await(link, Attacker.WINDOW_UPDATE, Attacker.RST)).isEqualTo(1);
    }

    @Test
    void resetsARequestThatNeverEndsAndOneThatIsTooLarge() throws Exception {
        Link link = attacker.secured(victim);
        link.write(Attacker.opening(1, REQUEST.name(), (byte) 50));
        assertThat(await(link, Attacker.WINDOW_UPDATE, Attacker.RST)).isEqualTo(1);
        link.write(Attacker.opening(3, REQUEST.name(), Varint.encode(1 << 30)));
        assertThat(await(link, Attacker.WINDOW_UPDATE, Attacker.RST)).isEqualTo(3);
    }

    @Test
    void resetsAnIntroductionThatIsTooLarge() throws Exception {
        Link link = attacker.secured(victim);
        link.write(Attacker.opening(1, Identify.PUSH, Varint.encode(1 << 30)));
        assertThat(await(link, Attacker.WINDOW_UPDATE, Attacker.RST)).isEqualTo(1);
        assertServes();
    }

    @Test
    void dropsWhoOpensAnEndlessWindowAndReadsNothing() throws Exception {
        Link link = attacker.secured(victim);
        for (int stream = 1; stream < 16; stream += 2) {
            link.write(Attacker.opening(stream, "/source/1"));
            link.write(Attacker.head(Attacker.WINDOW_UPDATE, 0, stream, 0xf000_0000L));
        }
        assertThat(reason()).contains("silent");
        assertServes();
    }

    @Test
    void dropsWhoHalfClosesOrFallsSilent() throws Exception {
        Link silent = attacker.secured(victim);
        assertThat(silent).isNotNull();
        assertThat(reason()).contains("silent");
        Link goodbye = attacker.secured(victim);
        goodbye.abort();
        // What the victim sends meanwhile is answered with a reset.
        assertThat(reason()).containsAnyOf("closed", "reset", "Broken pipe");
        assertThat(victim.connections()).isEmpty();
    }

    @Test
    void bearsOnlySoManyConnectionsOfOnePeer() throws Exception {
        int refused = 0;
        for (int i = 0; i < 5; i++) {
            try {
                Link link = attacker.secured(victim);
                refused += link.read(new byte[1], 0, 1) < 0 ? 1 : 0;
            } catch (IOException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThanOrEqualTo(2);
    }

    private void assertServes() throws IOException {
        try (Host honest = host()) {
            assertThat(honest.connect(victim.addresses().getFirst())).isInstanceOf(DialResult.Connected.class);
            assertThat(honest.ping(victim.peerId(), Duration.ofSeconds(20))).isPresent();
        }
    }

    private String reason() throws InterruptedException {
        String why = ended.poll(30, TimeUnit.SECONDS);
        assertThat(why).isNotNull();
        return why;
    }

    private static void flood(Link link, byte[] frame) {
        try {
            ByteBuffer many = ByteBuffer.allocate(500 * frame.length);
            while (many.hasRemaining()) {
                many.put(frame);
            }
            for (int i = 0; i < 60; i++) {
                link.write(many.array());
            }
        } catch (IOException e) {
            // It was cut off, which the test looks at from the other side.
            assertThat(e).isNotNull();
        }
    }

    /** Too many at a time are refused, some of them before they have said anything. */
    private static void greet(Socket socket) {
        try {
            socket.getOutputStream().write(Attacker.line("/multistream/1.0.0"));
        } catch (IOException refused) {
            assertThat(refused).hasMessageMatching("(?i).*(reset|broken pipe).*");
        }
    }

    private static void drip(Socket socket) {
        try {
            for (byte one : Attacker.line("/multistream/1.0.0" + "x".repeat(1000))) {
                socket.getOutputStream().write(one);
                Thread.sleep(20);
            }
        } catch (IOException e) {
            assertThat(e).isNotNull();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Reads frames, answering pings, until one of this kind comes for a stream opened here; which stream. */
    private static int await(Link link, int type, int flag) throws IOException {
        byte[] head = new byte[12];
        while (true) {
            link.readFully(head, 0, head.length);
            int flags = ((head[2] & 0xff) << 8) | (head[3] & 0xff);
            int stream = ByteBuffer.wrap(head).getInt(4);
            int length = ByteBuffer.wrap(head).getInt(8);
            if (head[1] == type && (flags & flag) != 0 && (stream & 1) == 1) {
                return stream;
            }
            if (head[1] == Attacker.DATA) {
                link.readFully(new byte[length], 0, length);
            } else if (head[1] == Attacker.PING && (flags & Attacker.SYN) != 0) {
                link.write(Attacker.head(Attacker.PING, 2, 0, length));
            }
        }
    }

    private static boolean isEnded(Socket socket) {
        try {
            socket.getInputStream().readAllBytes();
        } catch (IOException e) {
            return String.valueOf(e.getMessage()).contains("reset")
                    || String.valueOf(e.getMessage()).contains("closed");
        }
        return true;
    }
}
