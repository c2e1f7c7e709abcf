package org.alys.node.network.libp2p;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.alys.node.network.wire.RequestKind;
import org.alys.p2p.identity.PeerId;
import org.alys.p2p.peers.RateLimit;

/** One connected peer: what it is, how much it may pass on, and how much it may be asked. It outlives a change of connections. */
final class Session {
    /** Of what a peer answers in the long run; the network may push requests together. */
    private static final double SHARE_ASKED = 0.9;

    private final PeerId peer;
    private final Role role;
    private final Map<Topic, RateLimit> topics = new EnumMap<>(Topic.class);
    private final Map<RequestKind, RateLimit> asked = new EnumMap<>(RequestKind.class);

    Session(PeerId peer, Role role, long nanos) {
        this.peer = peer;
        this.role = role;
        for (Topic topic : Topic.values()) {
            topics.put(topic, topic.allowance(nanos));
        }
        for (RequestKind kind : RequestKind.values()) {
            asked.put(kind, new RateLimit(SHARE_ASKED * kind.burst(), SHARE_ASKED * kind.perSecond(), nanos));
        }
    }

    PeerId peer() {
        return peer;
    }

    Role role() {
        return role;
    }

    /** Whether {@code count} more in this topic are within the rate. */
    synchronized boolean mayPassOn(Topic topic, int count, long nanos) {
        return Optional.ofNullable(topics.get(topic))
                .filter(limit -> limit.tryTake(count, nanos))
                .isPresent();
    }

    /** How long to wait before the next request of this kind, which counts from now on: a peer that is asked too often refuses. */
    synchronized Duration beforeAsking(RequestKind kind, long nanos) {
        return Optional.ofNullable(asked.get(kind))
                .map(limit -> limit.take(1, nanos))
                .orElse(Duration.ZERO);
    }
}
