package org.alys.p2p.host;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.alys.p2p.identity.Multiaddr;
import org.alys.p2p.identity.NodeKey;
import org.alys.p2p.peers.ConnectionLimits;
import org.alys.p2p.yamux.YamuxLimits;

/**
 * What a host is and what it bears.
 *
 * @param agentVersion what identify tells others, such as {@code alys/0.1.0}
 * @param announced addresses told to others instead of those listened on; empty for the latter
 * @param dialTimeout time for a TCP connection
 * @param handshakeTimeout time from the TCP connection to a session, and for the agreement on a stream's protocol
 */
public record HostOptions(
        NodeKey key,
        String agentVersion,
        List<Multiaddr> announced,
        Duration dialTimeout,
        Duration handshakeTimeout,
        ConnectionLimits connections,
        YamuxLimits streams,
        InstantSource clock) {
    public HostOptions {
        announced = List.copyOf(announced);
    }

    /** The usual limits: 10 s for a dial, 10 s for a handshake. */
    public static HostOptions of(NodeKey key, String agentVersion) {
        return new HostOptions(
                key,
                agentVersion,
                List.of(),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                ConnectionLimits.DEFAULT,
                YamuxLimits.DEFAULT,
                InstantSource.system());
    }

    public HostOptions withConnections(ConnectionLimits limits) {
        return new HostOptions(key, agentVersion, announced, dialTimeout, handshakeTimeout, limits, streams, clock);
    }

    public HostOptions withStreams(YamuxLimits limits) {
        return new HostOptions(key, agentVersion, announced, dialTimeout, handshakeTimeout, connections, limits, clock);
    }

    public HostOptions withAnnounced(List<Multiaddr> addresses) {
        return new HostOptions(
                key, agentVersion, addresses, dialTimeout, handshakeTimeout, connections, streams, clock);
    }

    public HostOptions withHandshakeTimeout(Duration timeout) {
        return new HostOptions(key, agentVersion, announced, dialTimeout, timeout, connections, streams, clock);
    }
}
