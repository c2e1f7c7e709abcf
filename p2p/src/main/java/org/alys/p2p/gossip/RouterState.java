package org.alys.p2p.gossip;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.alys.p2p.identity.PeerId;
import org.alys.primitives.Bytes;

/** What the parts of a router share. Iteration orders are those of insertion, so that equal histories give equal effects. */
final class RouterState {
    final GossipParams params;
    final ScoreThresholds thresholds;
    final PeerScores scores;
    final RandomGenerator random;
    final Map<PeerId, Peer> peers = new LinkedHashMap<>();
    final Map<String, Set<PeerId>> mesh = new LinkedHashMap<>();
    final Map<String, Fanout> fanout = new LinkedHashMap<>();
    final Set<PeerId> direct = new LinkedHashSet<>();
    final Backoffs backoffs = new Backoffs();
    final MessageCache cache;
    final SeenMessages seen;
    final Promises promises;

    private final List<GossipEffect> effects = new ArrayList<>();
    private long nanos;

    RouterState(GossipParams params, ScoreParams scoring, ScoreThresholds thresholds, RandomGenerator random) {
        this.params = params;
        this.thresholds = thresholds;
        this.scores = new PeerScores(scoring);
        this.random = random;
        this.cache = new MessageCache(params.historyLength(), params.historyGossip());
        this.seen = new SeenMessages(params.seenTtl(), params.maxSeen());
        this.promises = new Promises(params.wantFollowup(), random);
    }

    /** A connected peer. */
    static final class Peer {
        final boolean dialled;
        final boolean exchanges;
        final Set<String> topics = new LinkedHashSet<>();
        Optional<Bytes> signedRecord = Optional.empty();
        /** IHAVEs received, and ids asked for, since the last heartbeat. */
        int haveMessages;

        int wanted;
        boolean graylisted;

        Peer(boolean dialled, boolean exchanges) {
            this.dialled = dialled;
            this.exchanges = exchanges;
        }
    }

    /** Peers of a topic that this host publishes to without taking part. */
    static final class Fanout {
        final Set<PeerId> peers = new LinkedHashSet<>();
        long publishedNanos;
    }

    void begin(long now) {
        nanos = now;
        effects.clear();
    }

    List<GossipEffect> effects() {
        return List.copyOf(effects);
    }

    long nanos() {
        return nanos;
    }

    void emit(GossipEffect effect) {
        effects.add(effect);
    }

    void send(PeerId peer, Rpc rpc) {
        emit(new GossipEffect.Send(peer, rpc));
    }

    double score(PeerId peer) {
        return scores.score(peer);
    }

    Optional<Bytes> recordOf(PeerId id) {
        Peer peer = peers.get(id);
        return peer == null ? Optional.empty() : peer.signedRecord;
    }

    Set<PeerId> meshOf(String topic) {
        return mesh.getOrDefault(topic, Set.of());
    }

    /** Up to {@code count} random peers that take part in {@code topic} and are wanted. */
    List<PeerId> pick(String topic, int count, Predicate<PeerId> wanted) {
        List<PeerId> found = subscribers(topic, wanted);
        Collections.shuffle(found, random);
        return found.subList(0, Math.max(0, Math.min(count, found.size())));
    }

    /** All peers that take part in {@code topic} and are wanted. */
    List<PeerId> subscribers(String topic, Predicate<PeerId> wanted) {
        List<PeerId> found = new ArrayList<>();
        peers.forEach((id, peer) -> {
            if (peer.topics.contains(topic) && wanted.test(id)) {
                found.add(id);
            }
        });
        return found;
    }

    /** Whether {@code peer} may be taken into the mesh of {@code topic}. */
    boolean graftable(String topic, PeerId peer) {
        return !meshOf(topic).contains(peer)
                && !direct.contains(peer)
                && !backoffs.active(topic, peer, nanos)
                && score(peer) >= 0;
    }
}
