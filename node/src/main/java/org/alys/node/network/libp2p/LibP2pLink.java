package org.alys.node.network.libp2p;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.alys.node.network.FederationLink;
import org.alys.node.network.Misconduct;
import org.alys.node.network.PeerMessage;
import org.alys.node.network.PeerRequests;
import org.alys.node.network.ServedChain;
import org.alys.node.network.Traffic;
import org.alys.node.network.wire.PeerMessageCodec;
import org.alys.node.network.wire.RequestDesk;
import org.alys.node.network.wire.WireRequests;
import org.alys.p2p.gossip.Gossip;
import org.alys.p2p.host.Connection;
import org.alys.p2p.host.Host;
import org.alys.p2p.host.HostOptions;
import org.alys.p2p.host.PeerListener;
import org.alys.p2p.host.PeerMemory;
import org.alys.p2p.identity.Multiaddr;
import org.alys.p2p.identity.PeerId;
import org.alys.p2p.peers.FilePeerStore;
import org.alys.p2p.time.SystemTimers;
import org.alys.p2p.yamux.YamuxLimits;
import org.alys.primitives.Bytes32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Nodes in processes of their own, over libp2p. It listens from the start; it dials, and takes part in a network's topics, from {@link
 * #join} on. Members are each other's direct peers; nodes that are no members pass on what they hear.
 */
public final class LibP2pLink implements FederationLink {
    private static final Logger LOG = LoggerFactory.getLogger(LibP2pLink.class);
    private static final String AGENT = "alys";
    private static final YamuxLimits STREAMS =
            new YamuxLimits(64, 64, 1 << 20, 16L << 20, Duration.ofSeconds(10), Duration.ofSeconds(10));
    private static final int NAME_DIGITS = 8;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final double SCORE_DIVISOR = 5;

    private final LinkSettings settings;
    private final SystemTimers timers = new SystemTimers();
    private final Traffic traffic = new Traffic(this::droppedByGossip);
    private final PeerMessageCodec codec;
    private final Host host;
    private final Roster roster;
    private final TopicGuard.Parts parts;
    private final Gossip gossip;
    private final LinkRequests requests;
    private final Optional<PeerMemory> memory;
    private final SecureRandom random;
    private final Dialer dialer;
    private volatile Optional<Joined> joined = Optional.empty();
    private volatile Optional<Lookout> lookout = Optional.empty();
    private volatile boolean closed;

    /** What exists once the network is known. */
    private record Joined(Bytes32 genesisRoot, Inbox inbox, Publisher publisher) {}

    private LibP2pLink(LinkSettings settings, SecureRandom random, Duration frameTimeout) {
        this.settings = settings;
        this.random = random;
        this.codec = new PeerMessageCodec(settings.fork());
        this.host = new Host(HostOptions.of(settings.key(), AGENT).withStreams(STREAMS), timers, random);
        Reputation reputation = new Reputation();
        Discipline discipline = new Discipline(settings, host, reputation, traffic, timers);
        this.roster = new Roster(settings, (peer, role) -> new Session(peer, role, timers.nanos()));
        this.parts = new TopicGuard.Parts(roster, discipline, reputation, codec, traffic, timers);
        this.dialer = new Dialer(host, settings.peers(), timers, random);
        host.rankPeersBy(peer -> reputation.score(peer, timers.nanos()));
        settings.members().forEach(peer -> host.spare(peer, true));
        host.addListener(new Listener());
        this.gossip = new Gossip(
                host,
                timers,
                GossipSettings.options(frameTimeout),
                random,
                settings.clock().millis() * NANOS_PER_MILLI,
                discipline);
        this.requests = new LinkRequests(host, settings, parts);
        this.memory = settings.directory().flatMap(this::remember);
    }

    /** Where peers were, and who is banned, outlives a restart. */
    private Optional<PeerMemory> remember(Path directory) {
        Path file = directory.resolve("peers");
        try {
            Files.createDirectories(directory);
            return Optional.of(PeerMemory.open(host, new FilePeerStore(file), timers, settings.clock()));
        } catch (IOException e) {
            LOG.warn(
                    "NET009 peers and bans of earlier runs are not known: {}; mend or remove {}", e.getMessage(), file);
            return Optional.empty();
        }
    }

    /**
     * A link that listens.
     *
     * @throws IOException when an address cannot be listened on
     */
    public static LibP2pLink open(LinkSettings settings, SecureRandom random) throws IOException {
        return open(settings, random, GossipSettings.FRAME_TIMEOUT);
    }

    /** @param frameTimeout time that a message may take to arrive once it has begun */
    static LibP2pLink open(LinkSettings settings, SecureRandom random, Duration frameTimeout) throws IOException {
        LibP2pLink link = new LibP2pLink(settings, random, frameTimeout);
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

    private long droppedByGossip() {
        return gossip.dropped();
    }

    @Override
    public void join(Bytes32 genesisRoot, Inbox inbox) {
        if (settings.isMember()) {
            settings.members().stream()
                    .filter(peer -> !peer.equals(host.peerId()))
                    .forEach(peer -> gossip.setDirect(peer, true));
        }
        for (Topic topic : Topic.values()) {
            gossip.subscribe(
                    topic.on(genesisRoot), GossipSettings.score(), new TopicGuard(topic, settings, parts, inbox));
        }
        joined = Optional.of(new Joined(genesisRoot, inbox, new Publisher(gossip, genesisRoot, traffic)));
        dialer.start();
        lookout = Lookout.start(settings, networkName(genesisRoot), host, timers, random);
        if (closed) {
            lookout.ifPresent(Lookout::close);
        }
    }

    /** What the topics of the network begin with, too (protocol, section 9). */
    private static String networkName(Bytes32 genesisRoot) {
        return genesisRoot.toHex().substring(0, NAME_DIGITS);
    }

    /** What others need to begin their search with this node; empty when it takes no part in discv5. */
    Optional<String> discoveryRecord() {
        return lookout.flatMap(Lookout::record);
    }

    /** A node that is no member has nothing to say where only members speak. */
    @Override
    public void broadcast(PeerMessage message) {
        boolean allowed = settings.isMember()
                || !settings.knowsMembers()
                || !Topic.of(message).isForMembers();
        if (allowed) {
            joined.ifPresent(network -> network.publisher().publish(new Outgoing(message, codec)));
        }
    }

    @Override
    public PeerRequests requests() {
        return new WireRequests(requests, settings.fork());
    }

    @Override
    public void serve(ServedChain chain) {
        requests.serve(new RequestDesk(chain, settings.fork()));
    }

    @Override
    public void report(int number, Misconduct misconduct) {
        if (number < settings.members().size()) {
            parts.discipline().offend(settings.members().get(number), Offence.of(misconduct));
        }
    }

    /** Those that have told that they take part in what members say. */
    @Override
    public OptionalInt reachableMembers() {
        Set<PeerId> listening = joined.map(network -> gossip.subscribers(Topic.VOTE.on(network.genesisRoot())))
                .orElse(Set.of());
        return OptionalInt.of((int) settings.members().stream()
                .filter(peer -> listening.contains(peer) && roster.find(peer).isPresent())
                .count());
    }

    @Override
    public int connectedNodes() {
        return roster.all().size();
    }

    /** Tells gossip what this node thinks of its peers: up to ten points of a score, for or against. */
    @Override
    public void tend() {
        long now = timers.nanos();
        roster.all()
                .forEach(session -> gossip.setAppScore(
                        session.peer(),
                        (parts.reputation().score(session.peer(), now) - Reputation.STRANGER) / SCORE_DIVISOR));
    }

    @Override
    public void close() {
        closed = true;
        lookout.ifPresent(Lookout::close);
        dialer.close();
        joined.ifPresent(network -> network.publisher().close());
        gossip.close();
        memory.ifPresent(PeerMemory::close);
        host.close();
        roster.clear();
        timers.close();
    }

    private final class Listener implements PeerListener {
        @Override
        public void connected(Connection connection) {
            if (closed || !roster.enter(connection.peer())) {
                connection.close();
            }
        }

        @Override
        public void disconnected(Connection connection, String why) {
            PeerId peer = connection.peer();
            if (host.connection(peer).isEmpty()) {
                roster.leave(peer, why);
                if (!closed) {
                    dialer.lost(peer);
                }
            }
        }
    }
}
