package org.alys.p2p.host;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.alys.p2p.identity.PeerId;
import org.alys.p2p.noise.NoiseChannel;
import org.alys.p2p.peers.Bans;
import org.alys.p2p.peers.ConnectionGate;
import org.alys.p2p.peers.Direction;
import org.alys.p2p.peers.Refusal;
import org.alys.p2p.time.Timers;
import org.alys.p2p.transport.Link;
import org.alys.p2p.yamux.UnreadTotal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The life of a connection, whoever opened it: a place, the handshake, admission, reading to the end, and the place given back. */
final class Reception {
    private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

    /** So many connections may hold all that one may hold, before streams are reset. */
    private static final int FULL_SESSIONS = 8;

    private final HostOptions options;
    private final Timers timers;
    private final Upgrade upgrade;
    private final Protocols protocols;
    private final ConnectionGate gate;
    private final UnreadTotal unread;
    private final Bans bans;
    private final Connections connections;
    private final Crowd crowd;
    private final Introductions introductions;
    private final PeerListener listeners;

    Reception(
            HostOptions options,
            Timers timers,
            Upgrade upgrade,
            Protocols protocols,
            Bans bans,
            Connections connections,
            Crowd crowd,
            Introductions introductions,
            PeerListener listeners) {
        this.options = options;
        this.timers = timers;
        this.upgrade = upgrade;
        this.protocols = protocols;
        this.gate = new ConnectionGate(options.connections());
        this.unread = new UnreadTotal(FULL_SESSIONS * options.streams().maxUnread());
        this.bans = bans;
        this.connections = connections;
        this.crowd = crowd;
        this.introductions = introductions;
        this.listeners = listeners;
    }

    ConnectionGate gate() {
        return gate;
    }

    /** Why {@code peer} is not let in, when it is banned. */
    Optional<Refusal> banned(PeerId peer) {
        Duration remaining = bans.remaining(peer, timers.nanos());
        return remaining.isPositive() ? Optional.of(new Refusal.Banned(remaining)) : Optional.empty();
    }

    /** Somebody dialled. Called by the thread that accepts: must not block. */
    void accepted(Link link) {
        switch (gate.enter(Direction.INBOUND, link.remote().getAddress(), timers.nanos())) {
            case ConnectionGate.Entry.Refused(Refusal reason) -> {
                LOG.debug("refused {}: {}", link.remote(), reason);
                link.abort();
            }
            case ConnectionGate.Entry.Granted(ConnectionGate.Place place) ->
                Thread.ofVirtual().name("p2p-accept").start(() -> welcome(link, place));
        }
    }

    private void welcome(Link link, ConnectionGate.Place place) {
        try {
            if (establish(link, Direction.INBOUND, place, Optional.empty())
                    instanceof DialResult.Refused(Refusal reason)) {
                LOG.debug("refused {}: {}", link.remote(), reason);
            }
        } catch (IOException e) {
            place.close();
            LOG.debug("handshake with {} failed: {}", link.remote(), e.getMessage());
        }
    }

    /**
     * Makes a connection of a link; the place belongs to the connection then.
     *
     * @throws IOException when the handshake fails; the place is still the caller's
     */
    DialResult establish(Link link, Direction direction, ConnectionGate.Place place, Optional<PeerId> expected)
            throws IOException {
        NoiseChannel.Secured secured = upgrade.run(link, direction, expected);
        PeerId peer = secured.remoteKey().peerId();
        Optional<Refusal> refusal = peer.equals(options.key().peerId())
                ? Optional.of(new Refusal.Pointless("it is this host"))
                : banned(peer).or(() -> place.identify(peer));
        if (refusal.isPresent()) {
            return refused(link, place, refusal.get());
        }
        Connection connection =
                new Connection(secured.remoteKey(), direction, secured.link(), options, unread, timers, protocols);
        if (!connections.add(connection)) {
            return refused(link, place, new Refusal.Pointless("host is closed"));
        }
        LOG.debug("connected: {}", connection);
        listeners.connected(connection);
        Thread.ofVirtual().name("p2p-connection").start(() -> live(connection, place));
        introductions.ask(connection);
        if (banned(peer).isPresent()) {
            // The ban came while the connection was made, and did not find it yet.
            connection.close();
        }
        crowd.trim();
        return new DialResult.Connected(connection);
    }

    private static DialResult refused(Link link, ConnectionGate.Place place, Refusal reason) {
        link.abort();
        place.close();
        return new DialResult.Refused(reason);
    }

    private void live(Connection connection, ConnectionGate.Place place) {
        String why = "host failed";
        try {
            why = connection.run();
        } finally {
            connections.remove(connection);
            place.close();
            LOG.debug("disconnected: {}: {}", connection, why);
            listeners.disconnected(connection, why);
        }
    }
}
