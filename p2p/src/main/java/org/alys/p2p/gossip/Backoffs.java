package org.alys.p2p.gossip;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.alys.p2p.identity.PeerId;

/** Who must not be grafted in which topic, and until when. */
final class Backoffs {
    private final Map<String, Map<PeerId, Long>> until = new LinkedHashMap<>();

    /** Extends, never shortens. */
    void add(String topic, PeerId peer, Duration backoff, long nanos) {
        long end = nanos + backoff.toNanos();
        until.computeIfAbsent(topic, name -> new LinkedHashMap<>())
                .merge(peer, end, (before, after) -> after - before > 0 ? after : before);
    }

    boolean active(String topic, PeerId peer, long nanos) {
        return remainingNanos(topic, peer, nanos) > 0;
    }

    long remainingNanos(String topic, PeerId peer, long nanos) {
        Long end = until.getOrDefault(topic, Map.of()).get(peer);
        return end == null ? 0 : Math.max(0, end - nanos);
    }

    /** Forgets those that ended longer than {@code slack} ago. */
    void expire(Duration slack, long nanos) {
        until.values().forEach(peers -> peers.values().removeIf(end -> nanos - end > slack.toNanos()));
        until.values().removeIf(Map::isEmpty);
    }
}
