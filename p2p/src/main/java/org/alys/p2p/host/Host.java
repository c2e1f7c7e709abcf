package org.alys.p2p.host;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.alys.p2p.identity.Multiaddr;
import org.alys.p2p.identity.NodeKey;
import org.alys.p2p.identity.PeerId;
import org.alys.p2p.peers.Bans;
import org.alys.p2p.peers.DialBackoff;
import org.alys.p2p.peers.PeerBook;
import org.alys.p2p.peers.Usefulness;
import org.alys.p2p.time.Timers;
import org.alys.p2p.transport.TcpTransport;

/** A libp2p node: dials, listens, serves protocols and opens streams. Calls block; call them from virtual threads. */
public final class Host implements AutoCloseable {
    private static final Duration FIRST_BACKOFF = Duration.ofSeconds(2);
    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(5);
    /** How long all peers together may take to be told that the host closes. */
    private static final Duration GOODBYES = Duration.ofSeconds(1);

    private final HostOptions options;
    private final Timers timers;
    private final TcpTransport transport = new TcpTransport();
    private final Connections connections = new Connections();
    private final PeerBook book = new PeerBook();
    private final Bans bans = new Bans();
    private final PeerListeners listeners = new PeerListeners();
    private final Protocols protocols;
    private final Ping ping;
    private final Introductions introductions;
    private final Crowd crowd;
    private final Reception reception;
    private final Dialling dialling;
    private final List<TcpTransport.Listener> sockets = new CopyOnWriteArrayList<>();
    private final List<Multiaddr> listening = new CopyOnWriteArrayList<>();

    /**
     * A host that neither listens nor dials yet, and serves identify and ping.
     *
     * @param timers belong to the caller, who closes them after the host
     */
    public Host(HostOptions options, Timers timers, SecureRandom random) {
        this.options = options;
        this.timers = timers;
        this.protocols = new Protocols(options, timers);
        this.ping = new Ping(random, timers);
        protocols.add(Ping.PROTOCOL, Ping.MAX_STREAMS, ping);
        this.introductions = new Introductions(options, protocols, book, listeners, this::addresses);
        this.crowd = new Crowd(options.connections(), connections, timers);
        this.reception = new Reception(
                options,
                timers,
                new Upgrade(options, timers, random),
                protocols,
                bans,
                connections,
                crowd,
                introductions,
                listeners);
        this.dialling = new Dialling(
                options,
                timers,
                transport,
                new DialBackoff(FIRST_BACKOFF, LONGEST_BACKOFF, random),
                connections,
                reception);
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
        TcpTransport.Listener socket = transport.listen(endpoint, reception::accepted);
        sockets.add(socket);
        List<Multiaddr> bound = ListenAddresses.of(socket.address());
        listening.addAll(bound);
        introductions.push(connections.all());
        return bound;
    }

    /** Serves {@code protocol} from now on, for at most so many streams per connection at a time, and tells all peers. */
    public void handle(String protocol, int maxStreamsPerConnection, StreamHandler handler) {
        protocols.add(protocol, maxStreamsPerConnection, handler);
        introductions.push(connections.all());
    }

    /** Serves {@code protocol} no more; streams that exist live on. */
    public void stopHandling(String protocol) {
        protocols.remove(protocol);
        introductions.push(connections.all());
    }

    /**
     * Connects to the peer at {@code address}; when that ends with a peer id, only to that peer, and not twice. An address where nobody answered
     * is left alone for two seconds, twice as long after each failure, up to five minutes.
     */
    public DialResult connect(Multiaddr address) {
        return dialling.connect(address);
    }

    /** As {@link #connect}, whatever failed before: for the few addresses that matter, by a caller who spaces his attempts himself. */
    public DialResult connectNow(Multiaddr address) {
        return dialling.connectNow(address);
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
        listeners.keptOut(peer, duration);
    }

    /** Who is kept out, and for how long still. */
    public Map<PeerId, Duration> bans() {
        return bans.all(timers.nanos());
    }

    /** How long {@code peer} is kept out still; zero when it is not. */
    public Duration banned(PeerId peer) {
        return bans.remaining(peer, timers.nanos());
    }

    /** Ends a ban. */
    public void liftBan(PeerId peer) {
        bans.lift(peer);
    }

    /** Never gives up connections with {@code peer} because there are too many, or no longer so. */
    public void spare(PeerId peer, boolean always) {
        crowd.spare(peer, always);
    }

    /** What decides which connections to give up first when there are too many: those whose peers are least useful. */
    public void rankPeersBy(Usefulness ranking) {
        crowd.rankBy(ranking);
    }

    /** What is known of other peers. */
    public PeerBook peers() {
        return book;
    }

    /** Says goodbye to all peers and stops. */
    @Override
    public void close() {
        sockets.forEach(TcpTransport.Listener::close);
        List<Connection> open = connections.close();
        open.forEach(Connection::close);
        awaitGoodbyes(open);
        transport.close();
    }

    private void awaitGoodbyes(List<Connection> open) {
        long start = timers.nanos();
        try {
            for (Connection connection : open) {
                connection.awaitEnd(GOODBYES.minusNanos(timers.nanos() - start));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
