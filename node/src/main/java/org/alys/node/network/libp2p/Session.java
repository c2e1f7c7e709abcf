package org.alys.node.network.libp2p;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.alys.node.network.PeerMessage;
import org.alys.p2p.identity.PeerId;
import org.alys.p2p.peers.RateLimit;

/** One connected peer: what it is, what waits for it, and how much it may send. It outlives a change of connections. */
final class Session implements AutoCloseable {
    private static final double REQUEST_BURST = 256;
    private static final double REQUESTS_PER_SECOND = 64;
    private static final double FOLLOWER_SHARE = 1.0 / 16;

    private final PeerId peer;
    private final Role role;
    private final SendLane direct;
    private final Map<Topic, RateLimit> topics = new EnumMap<>(Topic.class);
    private final RateLimit requests;
    private volatile boolean asked;

    Session(PeerId peer, Role role, SendLane direct, long nanos) {
        this.peer = peer;
        this.role = role;
        this.direct = direct;
        for (Topic topic : Topic.values()) {
            topics.put(topic, topic.allowance(nanos));
        }
        double share = role.isMember() ? 1 : FOLLOWER_SHARE;
        this.requests = new RateLimit(share * REQUEST_BURST, share * REQUESTS_PER_SECOND, nanos);
    }

    PeerId peer() {
        return peer;
    }

    Role role() {
        return role;
    }

    void send(Outgoing message) {
        if (message.message() instanceof PeerMessage.BlocksRequest) {
            asked = true;
        }
        direct.send(message);
    }

    /** Whether it may send blocks: members may, and who was asked for some. */
    boolean mayAnswer() {
        return asked || role.isMember();
    }

    /** Whether {@code count} more in this topic are within the rate. */
    synchronized boolean mayPassOn(Topic topic, int count, long nanos) {
        return Optional.ofNullable(topics.get(topic))
                .filter(limit -> limit.tryTake(count, nanos))
                .isPresent();
    }

    /** Each request for blocks costs reading them. */
    synchronized boolean mayAsk(long nanos) {
        return requests.tryTake(1, nanos);
    }

    @Override
    public void close() {
        direct.close();
    }
}
