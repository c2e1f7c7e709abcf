package org.alys.bench;

import java.io.IOException;
import java.security.SecureRandom;
import org.alys.p2p.host.Connection;
import org.alys.p2p.host.DialResult;
import org.alys.p2p.host.Host;
import org.alys.p2p.host.HostOptions;
import org.alys.p2p.identity.Multiaddr;
import org.alys.p2p.identity.NodeKey;
import org.alys.p2p.peers.ConnectionLimits;
import org.alys.p2p.time.SystemTimers;

/** Two hosts in this process that can be connected many times over the loopback interface. */
final class HostPair implements AutoCloseable {
    private static final int CONNECTIONS = 1000;
    private static final ConnectionLimits LIMITS = new ConnectionLimits(
            CONNECTIONS, CONNECTIONS, CONNECTIONS, CONNECTIONS, CONNECTIONS, CONNECTIONS, CONNECTIONS);

    private final SystemTimers timers = new SystemTimers();
    private final Host server = host();
    private final Host client = host();

    HostPair() throws IOException {
        server.listen(Multiaddr.parse("/ip4/127.0.0.1/tcp/0"));
        connect();
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

    private Host host() {
        SecureRandom random = new SecureRandom();
        return new Host(HostOptions.of(NodeKey.generate(random), "bench").withConnections(LIMITS), timers, random);
    }
}
