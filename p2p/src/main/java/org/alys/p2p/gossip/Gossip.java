package org.alys.p2p.gossip;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import org.alys.p2p.host.Connection;
import org.alys.p2p.host.Host;
import org.alys.p2p.host.PeerListener;
import org.alys.p2p.identity.PeerId;
import org.alys.p2p.peers.Direction;
import org.alys.p2p.peers.PeerDescription;
import org.alys.p2p.peers.RateLimit;
import org.alys.p2p.time.Timers;
import org.alys.primitives.Bytes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes and follows topics among the peers of a host. */
public final class Gossip implements PeerListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gossip.class);
    private static final String V11 = "/meshsub/1.1.0";
    private static final String V10 = "/meshsub/1.0.0";
    /** One per direction is the rule; a second may exist while the first one ends. */
    private static final int MAX_STREAMS = 2;

    private final Host host;
    private final Timers timers;
    private final GossipOptions options;
    private final MessageSigning signing;
    private final SharedRouter router;
    private final GossipCourt court;
    private final ExchangedPeers exchanged;
    private final GossipReader reader;
    private final Map<PeerId, PeerLane> lanes = new ConcurrentHashMap<>();
    private final Map<String, TopicHandler> handlers = new ConcurrentHashMap<>();
    private final Semaphore validations;
    private final LongAdder dropped = new LongAdder();
    private volatile boolean closed;

    /**
     * Speaks gossipsub over {@code host} from now on.
     *
     * @param firstSequence above every one this key used before; the wall clock in nanoseconds will do
     */
    public Gossip(Host host, Timers timers, GossipOptions options, RandomGenerator random, long firstSequence) {
        this(
                host,
                timers,
                options,
                random,
                firstSequence,
                GossipCourt.banning(host, options.params().pruneBackoff()));
    }

    /** As the other constructor, with an application that judges its peers itself. */
    public Gossip(
            Host host,
            Timers timers,
            GossipOptions options,
            RandomGenerator random,
            long firstSequence,
            GossipCourt court) {
        this.host = host;
        this.timers = timers;
        this.options = options;
        this.court = court;
        this.signing = new MessageSigning(host.key(), firstSequence);
        this.router = new SharedRouter(
                new GossipRouter(host.peerId(), options.params(), options.scoring(), options.thresholds(), random),
                timers);
        this.reader = new GossipReader(router, lanes, this::handle, timers, options, court);
        this.exchanged = new ExchangedPeers(host);
        this.validations = new Semaphore(options.maxValidations());
        host.addListener(this);
        host.connections().forEach(this::connected);
        host.handle(V11, MAX_STREAMS, reader::read);
        host.handle(V10, MAX_STREAMS, reader::read);
        scheduleHeartbeat();
    }

    /** Takes part in {@code topic}. */
    public void subscribe(String topic, TopicHandler handler) {
        handlers.put(topic, handler);
        handle(new GossipEvent.Join(topic));
    }

    /** Takes part in {@code topic}, and lets behaviour in it count. */
    public void subscribe(String topic, TopicScoreParams counting, TopicHandler handler) {
        router.tell(shared -> shared.count(topic, counting));
        subscribe(topic, handler);
    }

    /** Takes part no more. */
    public void unsubscribe(String topic) {
        handle(new GossipEvent.Leave(topic));
        handlers.remove(topic);
    }

    /**
     * Publishes; does not wait for anybody to receive it.
     *
     * @throws IllegalArgumentException when it is too large to be sent
     */
    public MessageId publish(String topic, Bytes data) {
        GossipMessage message = signing.sign(topic, data);
        if (RpcCodec.encode(Rpc.messages(List.of(message))).length
                > options.limits().maxLength()) {
            throw new IllegalArgumentException("message of " + data.size() + " bytes is too large");
        }
        handle(new GossipEvent.Publish(message));
        return message.id();
    }

    /** Exchanges messages with {@code peer} outside the mesh and whatever its score, or no longer; both sides must agree. */
    public void setDirect(PeerId peer, boolean direct) {
        handle(new GossipEvent.Direct(peer, direct));
    }

    /** The application's opinion of {@code peer}, part of its score. */
    public void setAppScore(PeerId peer, double score) {
        handle(new GossipEvent.AppScore(peer, score));
    }

    public double score(PeerId peer) {
        return router.ask(shared -> shared.score(peer));
    }

    /** The peers in the mesh of {@code topic}. */
    public Set<PeerId> mesh(String topic) {
        return router.ask(shared -> shared.mesh(topic));
    }

    /** The peers that take part in {@code topic}. */
    public Set<PeerId> subscribers(String topic) {
        return router.ask(shared -> shared.subscribers(topic));
    }

    /** RPCs that were dropped since the start because their receivers read too slowly. */
    public long dropped() {
        return dropped.sum();
    }

    @Override
    public void connected(Connection connection) {
        PeerId peer = connection.peer();
        RateLimit limit = new RateLimit(2 * options.messagesPerSecond(), options.messagesPerSecond(), timers.nanos());
        PeerLane lane = new PeerLane(connection, options, limit, dropped);
        if (closed || lanes.putIfAbsent(peer, lane) != null) {
            return;
        }
        handle(new GossipEvent.PeerConnected(
                peer, connection.direction() == Direction.OUTBOUND, addressKey(connection), true));
        Thread.ofVirtual().name("p2p-gossip-out").start(() -> {
            String why = lane.run(List.of(V11, V10));
            LOG.debug("no more gossip to {}: {}", connection, why);
            if (lanes.remove(peer, lane)) {
                lane.close();
                handle(new GossipEvent.PeerDisconnected(peer));
                // Another connection with the same peer takes over.
                host.connection(peer).filter(other -> other != connection).ifPresent(this::connected);
            }
        });
    }

    @Override
    public void identified(Connection connection, PeerDescription description) {
        description.signedRecord().ifPresent(record -> handle(new GossipEvent.RecordKnown(connection.peer(), record)));
    }

    @Override
    public void disconnected(Connection connection, String why) {
        PeerLane lane = lanes.get(connection.peer());
        if (lane != null && lane.connection() == connection) {
            lane.close();
        }
    }

    /** Stops; the host lives on. */
    @Override
    public void close() {
        closed = true;
        reader.close();
        host.stopHandling(V11);
        host.stopHandling(V10);
        lanes.values().forEach(PeerLane::close);
    }

    private void handle(GossipEvent event) {
        Outbox outbox = new Outbox();
        router.handle(event, outbox::queue).forEach(this::carryOut);
    }

    /** Puts what is to be sent into lanes; what many peers are sent in a row is encoded once. */
    private final class Outbox {
        private Optional<Rpc> last = Optional.empty();
        private List<byte[]> encoded = List.of();
        private boolean waits;

        void queue(GossipEffect effect) {
            if (effect instanceof GossipEffect.Send(PeerId peer, Rpc rpc)) {
                PeerLane lane = lanes.get(peer);
                if (lane != null) {
                    encode(rpc);
                    encoded.forEach(piece -> lane.offer(piece, waits));
                }
            }
        }

        @SuppressWarnings("ReferenceEquality") // the router hands the same object out for all receivers of a message
        private void encode(Rpc rpc) {
            if (last.isEmpty() || last.get() != rpc) {
                last = Optional.of(rpc);
                encoded = RpcCodec.encodeWithin(rpc, options.limits().maxLength());
                waits = rpc.isPatient(options.patientTopics());
            }
        }
    }

    private void carryOut(GossipEffect effect) {
        switch (effect) {
            case GossipEffect.Send send -> {}
            case GossipEffect.Validate validate -> validate(validate);
            case GossipEffect.Deliver(GossipMessage message) -> {
                TopicHandler handler = handlers.get(message.topic());
                if (handler != null) {
                    handler.delivered(message);
                }
            }
            case GossipEffect.Dial(PeerId peer, Optional<Bytes> signedRecord) -> exchanged.dial(peer, signedRecord);
            case GossipEffect.Graylisted(PeerId peer, double score) -> {
                LOG.info("the score of {} fell to {}", peer, score);
                court.graylisted(peer, score);
            }
        }
    }

    /** Blocks the peer's reading when too many messages are judged already. */
    private void validate(GossipEffect.Validate validate) {
        validations.acquireUninterruptibly();
        Thread.ofVirtual().name("p2p-validate").start(() -> {
            Verdict verdict = Verdict.IGNORE;
            try {
                TopicHandler handler = handlers.get(validate.message().topic());
                if (handler != null) {
                    verdict = handler.validate(validate.forwarder(), validate.message());
                }
            } catch (RuntimeException e) {
                LOG.error("the validator of {} failed", validate.message().topic(), e);
            } finally {
                validations.release();
            }
            handle(new GossipEvent.Validated(validate.id(), verdict));
        });
    }

    private void scheduleHeartbeat() {
        timers.after(options.params().heartbeat(), () -> {
            if (!closed) {
                handle(new GossipEvent.Heartbeat());
                scheduleHeartbeat();
            }
        });
    }

    /** What counts as one address: an IPv4 address, or an IPv6 network of 64 bits. */
    private static String addressKey(Connection connection) {
        byte[] ip = connection.remoteAddress().ip().map(InetAddress::getAddress).orElseThrow();
        return HexFormat.of().formatHex(ip.length == 4 ? ip : Arrays.copyOf(ip, 8));
    }
}
