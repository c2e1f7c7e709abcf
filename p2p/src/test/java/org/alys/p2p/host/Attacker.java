package org.alys.p2p.host;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import org.alys.p2p.identity.NodeKey;
import org.alys.p2p.peers.Direction;
import org.alys.p2p.time.Timers;
import org.alys.p2p.transport.Link;
import org.alys.p2p.transport.TcpTransport;
import org.alys.p2p.wire.Frames;

/** A remote that goes as far as it likes in the handshake, by the rules, and then does as it likes. */
final class Attacker implements Closeable {
    static final int DATA = 0;
    static final int WINDOW_UPDATE = 1;
    static final int PING = 2;
    static final int SYN = 1;
    static final int FIN = 4;
    static final int RST = 8;

    private final TcpTransport transport = new TcpTransport();
    private final NodeKey key = NodeKey.generate(new SecureRandom());
    private final Timers timers;

    Attacker(Timers timers) {
        this.timers = timers;
    }

    NodeKey key() {
        return key;
    }

    /** A plain connection from an address of the loopback network. */
    static Socket socket(Host victim, String from) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
        socket.connect(endpoint(victim));
        return socket;
    }

    /** A link that has agreed on Noise and yamux. */
    Link secured(Host victim) throws IOException {
        Link plain = transport.dial(endpoint(victim), Duration.ofSeconds(10));
        return new Upgrade(HostOptions.of(key, "attacker"), timers, new SecureRandom())
                .run(plain, Direction.OUTBOUND, Optional.of(victim.peerId()))
                .link();
    }

    private static InetSocketAddress endpoint(Host victim) {
        return victim.addresses().getFirst().tcpEndpoint().orElseThrow();
    }

    /** The head of a yamux frame. */
    static byte[] head(int type, int flags, int stream, long length) {
        return ByteBuffer.allocate(12)
                .put((byte) 0)
                .put((byte) type)
                .putShort((short) flags)
                .putInt(stream)
                .putInt((int) length)
                .array();
    }

    /** A stream that is opened and asks for {@code protocol}, with {@code more} behind it. */
    static byte[] opening(int stream, String protocol, byte... more) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        lines.writeBytes(line("/multistream/1.0.0"));
        lines.writeBytes(line(protocol));
        lines.writeBytes(more);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(head(DATA, SYN, stream, lines.size()));
        out.writeBytes(lines.toByteArray());
        return out.toByteArray();
    }

    static byte[] line(String text) {
        return Frames.frame((text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        transport.close();
    }
}
