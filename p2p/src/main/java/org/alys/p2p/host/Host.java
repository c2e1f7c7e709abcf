package org.alys.p2p.host;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToDoubleFunction;
import org.alys.p2p.identity.Multiaddr;
import org.alys.p2p.identity.NodeKey;
import org.alys.p2p.identity.PeerId;
import org.alys.p2p.identity.PeerRecord;
import org.alys.p2p.noise.NoiseChannel;
import org.alys.p2p.peers.Bans;
import org.alys.p2p.peers.ConnectionGate;
import org.alys.p2p.peers.DialBackoff;
import org.alys.p2p.peers.Direction;
import org.alys.p2p.peers.PeerBook;
import org.alys.p2p.peers.PeerDescription;
import org.alys.p2p.peers.Refusal;
import org.alys.p2p.peers.Trimming;
import org.alys.p2p.time.Timers;
import org.alys.p2p.transport.Link;
import org.alys.p2p.transport.TcpTransport;
import org.alys.primitives.Bytes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A libp2p node: dials, listens, serves protocols and opens streams. Calls block; call them from virtual threads. */
public final class Host implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Host.class);
    private static final String PROTOCOL_VERSION = "ipfs/0.1.0";
    private static final int EVENT_LOOPS = 2;
    private static final Duration FIRST_BACKOFF = Duration.ofSeconds(2);
    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(5);

    private final HostOptions options;
    private final Timers timers;
    private final TcpTransport transport = new TcpTransport(EVENT_LOOPS);
    private final ConnectionGate gate;
    private final Upgrade upgrade;
    private final Protocols protocols;
    private final Ping ping;
    private final Identify identify;
    private final Connections connections = new Connections();
    private final PeerBook book = new PeerBook();
    private final Bans bans = new Bans();
    private final DialBackoff backoff;
    private final Set<PeerId> spared = ConcurrentHashMap.newKeySet();
    private final List<PeerListener> listeners = new CopyOnWriteArrayList<>();
    private final List<TcpTransport.Listener> sockets = new CopyOnWriteArrayList<>();
    private final List<Multiaddr> listening = new CopyOnWriteArrayList<>();
    private volatile ToDoubleFunction<PeerId> usefulness = peer -> 0;

    /**
     * A host that neither listens nor dials yet, and serves identify and ping.
     *
     * @param timers belong to the caller, who closes them after the host
     */
    public Host(HostOptions options, Timers timers, SecureRandom random) {
        this.options = options;
        this.timers = timers;
        this.gate = new ConnectionGate(options.connections());
        this.backoff = new DialBackoff(FIRST_BACKOFF, LONGEST_BACKOFF, random);
        this.upgrade = new Upgrade(options, timers, random);
        this.protocols = new Protocols(options, timers);
        this.ping = new Ping(random, timers);
        this.identify = new Identify(options.key(), this::describe, this::learn);
        protocols.add(Ping.PROTOCOL, Ping.MAX_STREAMS, ping);
        protocols.add(Identify.PROTOCOL, Identify.MAX_STREAMS, identify::answer);
        protocols.add(Identify.PUSH, Identify.MAX_STREAMS, identify::receivePush);
    }

    public PeerId peerId() {
        return options.key().peerId();
    }

    public NodeKey key() {
        return options.key();
    }

    /** The addresses others can dial, each with this host's id. */
    public List<Multiaddr> addresses() {
        List<Multiaddr> told = options.announced().isEmpty() ? listening : options.announced();
        return told.stream().map(address -> address.withPeer(peerId())).toList();
    }

    /** Hears of all connections from now on. */
    public void addListener(PeerListener listener) {
        listeners.add(listener);
    }

    /**
     * Listens on a TCP address; port 0 takes a free one.
     *
     * @return the addresses that came of it
     * @throws IOException when the port is taken
     * @throws IllegalArgumentException when it is not an {@code ip4} or {@code ip6} address with a {@code tcp} port
     */
    public List<Multiaddr> listen(Multiaddr address) throws IOException {
        InetSocketAddress endpoint = address.tcpEndpoint()
                .filter(found -> !found.isUnresolved())
                .orElseThrow(() -> new IllegalArgumentException("not an address to listen on: " + address));
        TcpTransport.Listener socket = transport.listen(endpoint, this::accepted);
        sockets.add(socket);
        List<Multiaddr> bound = ListenAddresses.of(socket.address());
        listening.addAll(bound);
        pushDescription();
        return bound;
    }

    /** Serves {@code protocol} from now on, for at most so many streams per connection at a time, and tells all peers. */
    public void handle(String protocol, int maxStreamsPerConnection, StreamHandler handler) {
        protocols.add(protocol, maxStreamsPerConnection, handler);
        pushDescription();
    }

    /** Serves {@code protocol} no more; streams that exist live on. */
    public void stopHandling(String protocol) {
        protocols.remove(protocol);
        pushDescription();
    }

    /** Connects to the peer at {@code address}; when that ends with a peer id, only to that peer, and not twice. */
    public DialResult connect(Multiaddr address) {
        Optional<PeerId> expected = address.peer();
        if (expected.equals(Optional.of(peerId()))) {
            return new DialResult.Refused(new Refusal.Pointless("it is this host"));
        }
        Optional<Connection> existing = expected.flatMap(connections::with);
        if (existing.isPresent()) {
            return new DialResult.Connected(existing.get());
        }
        Optional<InetSocketAddress> endpoint = address.tcpEndpoint();
        if (endpoint.isEmpty()) {
            return new DialResult.Failed("not a TCP address: " + address);
        }
        Optional<Refusal> refusal = refusal(address, expected);
        if (refusal.isPresent()) {
            return new DialResult.Refused(refusal.get());
        }
        try {
            DialResult result = dial(endpoint.get(), expected);
            backoff.succeeded(address);
            return result;
        } catch (IOException e) {
            backoff.failed(address, timers.nanos());
            return new DialResult.Failed(String.valueOf(e.getMessage()));
        }
    }

    private Optional<Refusal> refusal(Multiaddr address, Optional<PeerId> expected) {
        Duration wait = backoff.remaining(address, timers.nanos());
        return expected.flatMap(this::banned)
                .or(() -> wait.isPositive() ? Optional.of(new Refusal.BackingOff(wait)) : Optional.empty());
    }

    private Optional<Refusal> banned(PeerId peer) {
        Duration remaining = bans.remaining(peer, timers.nanos());
        return remaining.isPositive() ? Optional.of(new Refusal.Banned(remaining)) : Optional.empty();
    }

    private DialResult dial(InetSocketAddress endpoint, Optional<PeerId> expected) throws IOException {
        InetSocketAddress resolved = TcpTransport.resolve(endpoint);
        return switch (gate.enter(Direction.OUTBOUND, resolved.getAddress())) {
            case ConnectionGate.Entry.Refused(Refusal reason) -> new DialResult.Refused(reason);
            case ConnectionGate.Entry.Granted(ConnectionGate.Place place) -> {
                try {
                    Link link = transport.dial(resolved, options.dialTimeout());
                    yield establish(link, Direction.OUTBOUND, place, expected);
                } catch (IOException e) {
                    place.close();
                    throw e;
                }
            }
        };
    }

    /** Opens a stream of the first of {@code protocolNames} that {@code peer}, which must be connected, speaks. */
    public OpenResult open(PeerId peer, List<String> protocolNames) {
        return connections
                .with(peer)
                .map(connection -> connection.open(protocolNames))
                .orElseGet(() -> new OpenResult.Failed("not connected"));
    }

    /** The round trip to a connected peer, or nothing when it does not answer in {@code limit}. */
    public Optional<Duration> ping(PeerId peer, Duration limit) throws IOException {
        Optional<Connection> connection = connections.with(peer);
        return connection.isEmpty() ? Optional.empty() : ping.ping(connection.get(), limit);
    }

    public List<Connection> connections() {
        return connections.all();
    }

    public Optional<Connection> connection(PeerId peer) {
        return connections.with(peer);
    }

    /** Closes all connections with {@code peer}. */
    public void disconnect(PeerId peer) {
        connections.allWith(peer).forEach(Connection::close);
    }

    /** Closes all connections with {@code peer} and makes no other for {@code duration}. */
    public void ban(PeerId peer, Duration duration) {
        bans.add(peer, duration, timers.nanos());
        disconnect(peer);
    }

    /** Ends a ban. */
    public void liftBan(PeerId peer) {
        bans.lift(peer);
    }

    /** Never gives up connections with {@code peer} because there are too many, or no longer so. */
    public void spare(PeerId peer, boolean always) {
        if (always) {
            spared.add(peer);
        } else {
            spared.remove(peer);
        }
    }

    /** What decides which connections to give up first when there are too many: those whose peers are least useful. */
    public void rankPeersBy(ToDoubleFunction<PeerId> ranking) {
        usefulness = ranking;
    }

    /** What is known of other peers. */
    public PeerBook peers() {
        return book;
    }

    /** Says goodbye to all peers and stops. */
    @Override
    public void close() {
        sockets.forEach(TcpTransport.Listener::close);
        connections.close().forEach(Connection::close);
        transport.close();
    }

    /** On an event loop: must not block. */
    private void accepted(Link link) {
        switch (gate.enter(Direction.INBOUND, link.remote().getAddress())) {
            case ConnectionGate.Entry.Refused(Refusal reason) -> {
                LOG.debug("refused {}: {}", link.remote(), reason);
                link.abort();
            }
            case ConnectionGate.Entry.Granted(ConnectionGate.Place place) ->
                Thread.ofVirtual().name("p2p-accept").start(() -> {
                    try {
                        establish(link, Direction.INBOUND, place, Optional.empty());
                    } catch (IOException e) {
                        place.close();
                        LOG.debug("handshake with {} failed: {}", link.remote(), e.getMessage());
                    }
                });
        }
    }

    private DialResult establish(Link link, Direction direction, ConnectionGate.Place place, Optional<PeerId> expected)
            throws IOException {
        NoiseChannel.Secured secured = upgrade.run(link, direction, expected);
        Optional<Refusal> refusal = secured.remoteKey().peerId().equals(peerId())
                ? Optional.of(new Refusal.Pointless("it is this host"))
                : banned(secured.remoteKey().peerId())
                        .or(() -> place.identify(secured.remoteKey().peerId()));
        if (refusal.isPresent()) {
            link.abort();
            place.close();
            return new DialResult.Refused(refusal.get());
        }
        Connection connection =
                new Connection(secured.remoteKey(), direction, secured.link(), options, timers, protocols);
        if (!connections.add(connection)) {
            link.abort();
            place.close();
            return new DialResult.Refused(new Refusal.Pointless("host is closed"));
        }
        LOG.debug("connected: {}", connection);
        listeners.forEach(listener -> listener.connected(connection));
        Thread.ofVirtual().name("p2p-connection").start(() -> live(connection, place));
        Thread.ofVirtual()
                .name("p2p-identify")
                .start(() -> identify.ask(connection)
                        .ifPresent(why -> LOG.debug("{} did not identify itself: {}", connection, why)));
        if (banned(connection.peer()).isPresent()) {
            // The ban came while the connection was made, and did not find it yet.
            connection.close();
        }
        trim();
        return new DialResult.Connected(connection);
    }

    private void trim() {
        long now = timers.nanos();
        List<Trimming.Candidate<Connection>> candidates = connections.all().stream()
                .map(connection -> new Trimming.Candidate<>(
                        connection,
                        spared.contains(connection.peer()),
                        usefulness.applyAsDouble(connection.peer()),
                        now - connection.openedNanos()))
                .toList();
        for (Connection connection : Trimming.choose(candidates, options.connections())) {
            LOG.debug("giving up {}: too many connections", connection);
            connection.close();
        }
    }

    private void live(Connection connection, ConnectionGate.Place place) {
        String why = "host failed";
        try {
            why = connection.run();
        } finally {
            connections.remove(connection);
            place.close();
            String reason = why;
            LOG.debug("disconnected: {}: {}", connection, reason);
            listeners.forEach(listener -> listener.disconnected(connection, reason));
        }
    }

    private PeerDescription describe(Connection connection) {
        List<Multiaddr> addresses =
                addresses().stream().map(Multiaddr::withoutPeer).toList();
        PeerRecord record = new PeerRecord(peerId(), options.clock().millis(), addresses);
        return new PeerDescription(
                PROTOCOL_VERSION,
                options.agentVersion(),
                addresses,
                protocols.names(),
                Optional.of(connection.remoteAddress()),
                Optional.of(Bytes.of(record.seal(options.key()).encode())));
    }

    private void learn(Connection connection, PeerDescription description) {
        connection.describe(description);
        book.describe(connection.peer(), description);
        listeners.forEach(listener -> listener.identified(connection, description));
    }

    private void pushDescription() {
        for (Connection connection : new ArrayList<>(connections.all())) {
            Thread.ofVirtual()
                    .name("p2p-push")
                    .start(() -> identify.push(connection)
                            .ifPresent(why -> LOG.debug("{} was not told of changes: {}", connection, why)));
        }
    }
}
