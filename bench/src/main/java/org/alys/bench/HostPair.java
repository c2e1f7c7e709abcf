package org.alys.bench;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import org.alys.p2p.host.Connection;
import org.alys.p2p.host.DialResult;
import org.alys.p2p.host.Host;
import org.alys.p2p.host.HostOptions;
import org.alys.p2p.host.OpenResult;
import org.alys.p2p.host.Stream;
import org.alys.p2p.identity.Multiaddr;
import org.alys.p2p.identity.NodeKey;
import org.alys.p2p.peers.ConnectionLimits;
import org.alys.p2p.time.SystemTimers;

/** Two hosts in this process, connected over the loopback interface. */
final class HostPair implements SinkPair {
    private static final String PROTOCOL = "/bench/sink/1";
    /** One is in use; those before it may not have ended yet. */
    private static final int ENDING_STREAMS = 8;

    private static final int CONNECTIONS = 1000;
    private static final ConnectionLimits LIMITS = new ConnectionLimits(
            CONNECTIONS, CONNECTIONS, CONNECTIONS, CONNECTIONS, CONNECTIONS, CONNECTIONS, CONNECTIONS);

    private final SystemTimers timers = new SystemTimers();
    private final Host server = host();
    private final Host client = host();
    private final Connection connection;

    HostPair() throws IOException {
        server.handle(PROTOCOL, ENDING_STREAMS, HostPair::swallow);
        server.listen(Multiaddr.parse("/ip4/127.0.0.1/tcp/0"));
        connection = connect();
    }

    @Override
    public long nanos(int size, int writes) throws IOException {
        if (!(connection.open(List.of(PROTOCOL)) instanceof OpenResult.Opened(Stream stream))) {
            throw new IllegalStateException("the other host does not answer");
        }
        byte[] piece = new byte[size];
        try (stream) {
            long start = System.nanoTime();
            for (int i = 0; i < writes; i++) {
                stream.write(piece);
            }
            stream.closeWrite();
            stream.readFully(new byte[8], 0, 8);
            return System.nanoTime() - start;
        }
    }

    /** One more connection between the two, which stays idle. */
    Connection connect() {
        // An address without a peer id is dialled again.
        if (client.connect(server.addresses().getFirst().withoutPeer())
                instanceof DialResult.Connected(Connection made)) {
            return made;
        }
        throw new IllegalStateException("the two hosts cannot connect");
    }

    /** Connections that both ends hold ready. */
    int connections() {
        return Math.min(client.connections().size(), server.connections().size());
    }

    @Override
    public void close() {
        client.close();
        server.close();
        timers.close();
    }

    private static void swallow(Stream stream) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        int count = 0;
        while (count >= 0) {
            count = stream.read(buffer, 0, buffer.length);
        }
        stream.write(new byte[8]);
    }

    private Host host() {
        SecureRandom random = new SecureRandom();
        return new Host(HostOptions.of(NodeKey.generate(random), "bench").withConnections(LIMITS), timers, random);
    }
}
