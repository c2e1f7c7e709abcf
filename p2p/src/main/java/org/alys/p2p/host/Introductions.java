package org.alys.p2p.host;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.alys.p2p.identity.Multiaddr;
import org.alys.p2p.identity.PeerRecord;
import org.alys.p2p.peers.PeerBook;
import org.alys.p2p.peers.PeerDescription;
import org.alys.primitives.Bytes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this host and its peers tell each other about themselves. */
final class Introductions {
    private static final Logger LOG = LoggerFactory.getLogger(Introductions.class);
    private static final String PROTOCOL_VERSION = "ipfs/0.1.0";

    private final HostOptions options;
    private final Protocols protocols;
    private final PeerBook book;
    private final PeerListener listeners;
    private final Supplier<List<Multiaddr>> addresses;
    private final Identify identify;

    /**
     * Serves identify and identify-push from now on.
     *
     * @param addresses where others can dial this host
     */
    Introductions(
            HostOptions options,
            Protocols protocols,
            PeerBook book,
            PeerListener listeners,
            Supplier<List<Multiaddr>> addresses) {
        this.options = options;
        this.protocols = protocols;
        this.book = book;
        this.listeners = listeners;
        this.addresses = addresses;
        this.identify = new Identify(options.key(), this::describe, this::learn);
        protocols.add(Identify.PROTOCOL, Identify.MAX_STREAMS, identify::answer);
        protocols.add(Identify.PUSH, Identify.MAX_STREAMS, identify::receivePush);
    }

    /** Asks the remote who it is, in the background. */
    void ask(Connection connection) {
        Thread.ofVirtual()
                .name("p2p-identify")
                .start(() -> identify.ask(connection)
                        .ifPresent(why -> LOG.debug("{} did not identify itself: {}", connection, why)));
    }

    /** Tells each remote what has changed, in the background. */
    void push(List<Connection> connections) {
        for (Connection connection : connections) {
            Thread.ofVirtual()
                    .name("p2p-push")
                    .start(() -> identify.push(connection)
                            .ifPresent(why -> LOG.debug("{} was not told of changes: {}", connection, why)));
        }
    }

    private PeerDescription describe(Connection connection) {
        List<Multiaddr> plain =
                addresses.get().stream().map(Multiaddr::withoutPeer).toList();
        PeerRecord record =
                new PeerRecord(options.key().peerId(), options.clock().millis(), plain);
        return new PeerDescription(
                PROTOCOL_VERSION,
                options.agentVersion(),
                plain,
                protocols.names(),
                Optional.of(connection.remoteAddress()),
                Optional.of(Bytes.of(record.seal(options.key()).encode())));
    }

    private void learn(Connection connection, PeerDescription description) {
        connection.describe(description);
        book.describe(connection.peer(), description);
        listeners.identified(connection, description);
    }
}
