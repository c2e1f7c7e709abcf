package org.alys.p2p.gossip;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.alys.p2p.identity.PeerId;

/** The scores of peers (gossipsub 1.1, "The Score Function"). Times are nanoseconds of a monotonic clock. */
final class PeerScores {
    /** Bad peers beyond this many are not remembered when they leave. */
    private static final int MAX_REMEMBERED = 10_000;

    private final ScoreParams params;
    private final Map<String, TopicScoreParams> topics;
    private final Map<PeerId, Stats> peers = new LinkedHashMap<>();
    private final Map<String, Integer> peersPerIp = new HashMap<>();

    PeerScores(ScoreParams params) {
        this.params = params;
        this.topics = new HashMap<>(params.topics());
    }

    /** What is remembered of one peer. */
    private static final class Stats {
        private final Map<String, TopicStats> topics = new LinkedHashMap<>();
        private Optional<String> ip = Optional.empty();
        private boolean connected;
        private long expiresNanos;
        private double behaviourPenalty;
        private double appSpecific;
    }

    /** Behaviour in {@code topic} counts from now on. */
    void count(String topic, TopicScoreParams counting) {
        topics.put(topic, counting);
    }

    /** A peer is connected from {@code ip}; an earlier score of it lives on. */
    void connected(PeerId peer, String ip) {
        Stats stats = peers.computeIfAbsent(peer, known -> new Stats());
        leaveIp(stats);
        stats.connected = true;
        stats.ip = Optional.of(ip);
        peersPerIp.merge(ip, 1, Integer::sum);
    }

    /** A peer is gone: its score is forgotten with it, unless it is bad: then it is kept for a while. */
    void disconnected(PeerId peer, long nanos) {
        Stats stats = peers.get(peer);
        if (stats == null) {
            return;
        }
        if (score(peer) >= 0 || peers.size() > MAX_REMEMBERED) {
            leaveIp(stats);
            peers.remove(peer);
            return;
        }
        stats.topics.forEach((topic, counters) -> counters.leftByDisconnecting(topicParams(topic)));
        leaveIp(stats);
        stats.connected = false;
        stats.expiresNanos = nanos + params.retainScore().toNanos();
    }

    void grafted(PeerId peer, String topic, long nanos) {
        topicStats(peer, topic).ifPresent(stats -> stats.grafted(nanos));
    }

    void pruned(PeerId peer, String topic) {
        topicStats(peer, topic).ifPresent(stats -> stats.pruned(topicParams(topic)));
    }

    void deliveredFirst(PeerId peer, String topic) {
        topicStats(peer, topic).ifPresent(stats -> stats.deliveredFirst(topicParams(topic)));
    }

    void deliveredNearFirst(PeerId peer, String topic) {
        topicStats(peer, topic).ifPresent(stats -> stats.deliveredInMesh(topicParams(topic)));
    }

    void deliveredInvalid(PeerId peer, String topic) {
        topicStats(peer, topic).ifPresent(TopicStats::deliveredInvalid);
    }

    /** Misbehaviour of the router's kind (P7). */
    void penalize(PeerId peer, double count) {
        Stats stats = peers.get(peer);
        if (stats != null) {
            stats.behaviourPenalty += count;
        }
    }

    /** The application's opinion (P5). */
    void appSpecific(PeerId peer, double value) {
        Stats stats = peers.get(peer);
        if (stats != null) {
            stats.appSpecific = value;
        }
    }

    /** Lets all counters decay by one interval, and forgets who is gone for long. */
    void decay(long nanos) {
        peers.values().removeIf(stats -> !stats.connected && nanos - stats.expiresNanos > 0);
        for (Stats stats : peers.values()) {
            if (!stats.connected) {
                // A bad score does not mend while the peer is away.
                continue;
            }
            stats.topics.forEach((topic, counters) -> counters.decay(topicParams(topic), params.decayToZero(), nanos));
            stats.behaviourPenalty *= params.behaviourPenaltyDecay();
            if (stats.behaviourPenalty < params.decayToZero()) {
                stats.behaviourPenalty = 0;
            }
        }
    }

    /** 0 for a stranger. */
    double score(PeerId peer) {
        Stats stats = peers.get(peer);
        if (stats == null) {
            return 0;
        }
        double earned = 0;
        for (Map.Entry<String, TopicStats> entry : stats.topics.entrySet()) {
            earned += entry.getValue().score(topicParams(entry.getKey()));
        }
        if (params.topicScoreCap() > 0) {
            earned = Math.min(earned, params.topicScoreCap());
        }
        return earned
                + params.appSpecificWeight() * stats.appSpecific
                + params.ipColocationWeight() * colocation(stats)
                + params.behaviourPenaltyWeight() * square(stats.behaviourPenalty - params.behaviourPenaltyThreshold());
    }

    /** How behaviour in {@code topic} counts, if it does. */
    Optional<TopicScoreParams> parameters(String topic) {
        return Optional.ofNullable(topics.get(topic));
    }

    private double colocation(Stats stats) {
        int sharing = stats.ip.map(ip -> peersPerIp.getOrDefault(ip, 0)).orElse(0);
        return square(sharing - params.ipColocationThreshold());
    }

    private static double square(double surplus) {
        return surplus > 0 ? surplus * surplus : 0;
    }

    private void leaveIp(Stats stats) {
        stats.ip.ifPresent(ip -> peersPerIp.computeIfPresent(ip, (key, count) -> count == 1 ? null : count - 1));
        stats.ip = Optional.empty();
    }

    private Optional<TopicStats> topicStats(PeerId peer, String topic) {
        Stats stats = peers.get(peer);
        return stats == null || !topics.containsKey(topic)
                ? Optional.empty()
                : Optional.of(stats.topics.computeIfAbsent(topic, name -> new TopicStats()));
    }

    private TopicScoreParams topicParams(String topic) {
        TopicScoreParams found = topics.get(topic);
        if (found == null) {
            throw new IllegalStateException("counters of a topic without parameters: " + topic);
        }
        return found;
    }
}
