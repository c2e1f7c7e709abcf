package org.alys.node.network.libp2p;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.alys.chain.vote.MemberSet;
import org.alys.node.network.FederationLink;
import org.alys.node.network.PeerMessage;
import org.alys.node.network.Traffic;
import org.alys.node.network.wire.PeerMessageCodec;
import org.alys.p2p.host.Connection;
import org.alys.p2p.host.Host;
import org.alys.p2p.host.HostOptions;
import org.alys.p2p.host.PeerListener;
import org.alys.p2p.host.Stream;
import org.alys.p2p.identity.Multiaddr;
import org.alys.p2p.identity.PeerId;
import org.alys.p2p.peers.PeerDescription;
import org.alys.p2p.time.SystemTimers;
import org.alys.p2p.yamux.YamuxLimits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Members in processes of their own, over libp2p. It listens from the start, dials and delivers from {@link #deliverTo} on. Nodes
 * that are no members may connect too: they are told of blocks and certificates, and may ask for blocks.
 */
public final class LibP2pLink implements FederationLink {
    private static final Logger LOG = LoggerFactory.getLogger(LibP2pLink.class);
    private static final String AGENT = "alys";
    private static final int STREAMS_PER_LANE = 2;
    private static final YamuxLimits STREAMS =
            new YamuxLimits(32, 32, 1 << 20, 16L << 20, Duration.ofSeconds(10), Duration.ofSeconds(10));
    private static final long MIB = 1 << 20;

    private final LinkSettings settings;
    private final PeerMessageCodec codec;
    private final boolean member;
    private final SystemTimers timers = new SystemTimers();
    private final Traffic traffic = new Traffic();
    private final Reputation reputation = new Reputation();
    private final Map<PeerId, Session> sessions = new ConcurrentHashMap<>();
    private final Host host;
    private final Dialer dialer;
    private int nextFollower = MemberSet.MAX_MEMBERS;
    private volatile Inbox inbox = (from, message) -> {};
    private volatile boolean closed;

    private LibP2pLink(LinkSettings settings, SecureRandom random) {
        this.settings = settings;
        this.codec = new PeerMessageCodec(settings.fork());
        this.member = settings.memberOf(settings.key().peerId()).isPresent();
        this.host = new Host(HostOptions.of(settings.key(), AGENT).withStreams(STREAMS), timers, random);
        this.dialer = new Dialer(host, settings.peers(), timers, random, this::banned);
        for (Lane lane : Lane.values()) {
            host.handle(lane.protocol(settings.network()), STREAMS_PER_LANE, stream -> receive(lane, stream));
        }
        host.addListener(new Listener());
    }

    /**
     * A link that listens.
     *
     * @throws IOException when an address cannot be listened on
     */
    public static LibP2pLink open(LinkSettings settings, SecureRandom random) throws IOException {
        LibP2pLink link = new LibP2pLink(settings, random);
        try {
            for (Multiaddr address : settings.listen()) {
                link.host.listen(address);
            }
        } catch (IOException | RuntimeException e) {
            link.close();
            throw e;
        }
        LOG.info("peer {} listens on {}", link.host.peerId(), link.host.addresses());
        return link;
    }

    /** Where others can dial this node, each address with its peer id. */
    public List<Multiaddr> addresses() {
        return host.addresses();
    }

    @Override
    public Optional<Traffic> traffic() {
        return Optional.of(traffic);
    }

    @Override
    public void deliverTo(Inbox receiver) {
        inbox = receiver;
        dialer.start();
    }

    /** To all members, and to the nodes that follow. A node that is no member has nothing to say to all. */
    @Override
    public void broadcast(PeerMessage message) {
        if (maySay(message)) {
            Outgoing outgoing = new Outgoing(message, codec);
            sessions.values().stream()
                    .filter(session -> session.wants(message))
                    .forEach(session -> session.send(outgoing));
        }
    }

    @Override
    public void send(int to, PeerMessage message) {
        if (maySay(message)) {
            sessions.values().stream()
                    .filter(session -> session.role().number() == to)
                    .findFirst()
                    .ifPresentOrElse(session -> session.send(new Outgoing(message, codec)), () -> traffic.dropped(1));
        }
    }

    private boolean maySay(PeerMessage message) {
        return member || Lane.isOpenToFollowers(message);
    }

    @Override
    public OptionalInt reachableMembers() {
        return OptionalInt.of((int) sessions.values().stream()
                .filter(session -> session.role().isMember())
                .count());
    }

    @Override
    public void close() {
        closed = true;
        dialer.close();
        host.close();
        sessions.values().forEach(Session::close);
        sessions.clear();
        timers.close();
    }

    private void receive(Lane lane, Stream stream) throws IOException {
        Optional<Session> session = Optional.ofNullable(sessions.get(stream.peer()));
        if (session.isEmpty()) {
            stream.abort();
            return;
        }
        // The stream may be older than the inbox: it is looked up for each message.
        new Receiver(lane, session.get(), codec, traffic, timers, this::judge)
                .read(stream, (from, message) -> inbox.receive(from, message));
    }

    private void judge(Session offender, Offence offence) {
        traffic.offence(offence.name().toLowerCase(Locale.ROOT));
        boolean isMember = offender.role().isMember();
        if (reputation.offend(offender.peer(), offence, isMember, timers.nanos())) {
            traffic.banned();
            LOG.warn(
                    "NET005 {} {} is banned for {}: {}",
                    isMember ? "member " + offender.role().number() : "peer",
                    offender.peer(),
                    isMember ? Reputation.MEMBER_BAN : Reputation.FOLLOWER_BAN,
                    offence);
            host.disconnect(offender.peer());
        } else if (offence.endsConnection) {
            LOG.warn("NET004 {} is disconnected: {}", offender.peer(), offence);
            host.disconnect(offender.peer());
        }
    }

    private Optional<Duration> banned(PeerId peer) {
        return reputation.banned(peer, timers.nanos());
    }

    private final class Listener implements PeerListener {
        @Override
        public void connected(Connection connection) {
            if (banned(connection.peer()).isPresent() || !enter(connection.peer())) {
                connection.close();
            }
        }

        @Override
        public void identified(Connection connection, PeerDescription description) {
            if (description.protocols().contains(Lane.CONSENSUS.protocol(settings.network()))) {
                Optional.ofNullable(sessions.get(connection.peer())).ifPresent(Session::listens);
            }
        }

        @Override
        public void disconnected(Connection connection, String why) {
            leave(connection.peer(), why);
        }
    }

    /** False when there are too many that are no members. */
    private synchronized boolean enter(PeerId peer) {
        if (closed || sessions.containsKey(peer)) {
            return !closed;
        }
        OptionalInt index = settings.memberOf(peer);
        long followers = sessions.values().stream()
                .filter(session -> !session.role().isMember())
                .count();
        if (index.isEmpty() && followers >= settings.maxFollowers()) {
            LOG.debug("{} is refused: {} nodes follow already", peer, followers);
            return false;
        }
        Role role = index.isPresent() ? new Role.Member(index.getAsInt()) : new Role.Follower(nextFollower++);
        Allowance requests =
                role.isMember() ? new Allowance(256, 64, timers.nanos()) : new Allowance(16, 4, timers.nanos());
        sessions.put(
                peer,
                new Session(peer, role, channel(peer, role, Lane.CONSENSUS), channel(peer, role, Lane.BULK), requests));
        if (role.isMember()) {
            LOG.info("member {} is connected", role.number());
        }
        return true;
    }

    private Session.Channel channel(PeerId peer, Role role, Lane lane) {
        boolean isMember = role.isMember();
        SendQueue queue = isMember ? new SendQueue(512, 32 * MIB) : new SendQueue(64, 9 * MIB);
        long now = timers.nanos();
        Allowance allowance = !isMember
                ? new Allowance(1024, 256, now)
                : lane == Lane.CONSENSUS ? new Allowance(1000, 200, now) : new Allowance(4096, 1024, now);
        return new Session.Channel(
                new SendLane(host, peer, lane.protocol(settings.network()), queue, traffic), allowance);
    }

    private synchronized void leave(PeerId peer, String why) {
        if (host.connection(peer).isPresent()) {
            return;
        }
        Optional<Session> gone = Optional.ofNullable(sessions.remove(peer));
        gone.ifPresent(Session::close);
        gone.map(Session::role)
                .filter(Role::isMember)
                .ifPresent(role -> LOG.info("member {} is gone: {}", role.number(), why));
        if (!closed) {
            dialer.lost(peer);
        }
    }
}
