package org.alys.p2p.gossip;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.alys.p2p.identity.PeerId;

/**
 * Gossipsub 1.1 as a state machine (libp2p gossipsub-v1.0 and v1.1). It reads no clock and does nothing itself; equal events, times and
 * random numbers give equal effects. Not safe for threads that race.
 */
public final class GossipRouter {
    private final PeerId self;
    private final RouterState state;
    private final MeshControl control;
    private final LazyGossip gossip;
    private final Heartbeat heartbeat;

    public GossipRouter(
            PeerId self, GossipParams params, ScoreParams scoring, ScoreThresholds thresholds, RandomGenerator random) {
        this.self = self;
        this.state = new RouterState(params, scoring, thresholds, random);
        this.control = new MeshControl(state);
        this.gossip = new LazyGossip(state);
        this.heartbeat =
                new Heartbeat(state, control, gossip, scoring.decayInterval().toNanos());
    }

    /**
     * Takes in one event.
     *
     * @param nanos the time of a monotonic clock, never before that of the last event
     * @return what to do now, in this order
     */
    public List<GossipEffect> handle(GossipEvent event, long nanos) {
        state.begin(nanos);
        switch (event) {
            case GossipEvent.PeerConnected connected -> onConnected(connected);
            case GossipEvent.PeerDisconnected(PeerId peer) -> onDisconnected(peer);
            case GossipEvent.RecordKnown(var peer, var signedRecord) ->
                Optional.ofNullable(state.peers.get(peer))
                        .ifPresent(known -> known.signedRecord = Optional.of(signedRecord));
            case GossipEvent.Received(PeerId peer, Rpc rpc) -> onRpc(peer, rpc);
            case GossipEvent.Malformed(PeerId peer, Optional<String> topic) ->
                topic.ifPresentOrElse(
                        name -> state.scores.deliveredInvalid(peer, name), () -> state.scores.penalize(peer, 1));
            case GossipEvent.Join(String topic) -> control.join(topic);
            case GossipEvent.Leave(String topic) -> control.leave(topic);
            case GossipEvent.Publish(GossipMessage message) -> publish(message);
            case GossipEvent.Validated(MessageId id, Verdict verdict) -> onVerdict(id, verdict);
            case GossipEvent.Heartbeat() -> {
                heartbeat.tick();
                noticeGraylisted();
            }
            case GossipEvent.Direct(PeerId peer, boolean direct) -> setDirect(peer, direct);
            case GossipEvent.AppScore(PeerId peer, double score) -> state.scores.appSpecific(peer, score);
        }
        return state.effects();
    }

    /** Lets behaviour in {@code topic} count from now on. */
    public void count(String topic, TopicScoreParams counting) {
        state.scores.count(topic, counting);
    }

    /** Whether what {@code peer} sends is worth reading. */
    public boolean accepts(PeerId peer) {
        return state.direct.contains(peer) || state.score(peer) >= state.thresholds.graylist();
    }

    /** Whether the message arrived before, so that its signature need not be checked. */
    public boolean hasSeen(GossipMessage message, long nanos) {
        return state.seen.find(message.id(), nanos).isPresent();
    }

    /** Whether this host takes part in {@code topic}. */
    public boolean follows(String topic) {
        return state.mesh.containsKey(topic);
    }

    public double score(PeerId peer) {
        return state.score(peer);
    }

    /** The peers in the mesh of {@code topic}. */
    public Set<PeerId> mesh(String topic) {
        return Set.copyOf(state.meshOf(topic));
    }

    /** The peers that take part in {@code topic}. */
    public Set<PeerId> subscribers(String topic) {
        return Set.copyOf(state.subscribers(topic, peer -> true));
    }

    private void onConnected(GossipEvent.PeerConnected event) {
        state.peers.put(event.peer(), new RouterState.Peer(event.dialled(), event.exchanges()));
        state.scores.connected(event.peer(), event.ip());
        if (!state.mesh.isEmpty()) {
            state.send(
                    event.peer(),
                    Rpc.subscriptions(state.mesh.keySet().stream()
                            .map(topic -> new Rpc.Subscription(topic, true))
                            .toList()));
        }
    }

    private void onDisconnected(PeerId peer) {
        state.peers.remove(peer);
        state.mesh.values().forEach(members -> members.remove(peer));
        state.fanout.values().forEach(fanout -> fanout.peers.remove(peer));
        state.promises.forget(peer);
        state.scores.disconnected(peer, state.nanos());
    }

    private void setDirect(PeerId peer, boolean direct) {
        if (direct) {
            state.direct.add(peer);
            state.mesh.values().forEach(members -> members.remove(peer));
        } else {
            state.direct.remove(peer);
        }
    }

    private void onRpc(PeerId id, Rpc rpc) {
        RouterState.Peer peer = state.peers.get(id);
        if (peer == null || !accepts(id)) {
            return;
        }
        rpc.subscriptions().forEach(subscription -> onSubscription(id, peer, subscription));
        rpc.messages().forEach(message -> onMessage(id, message));
        gossip.onHave(id, rpc.have());
        gossip.onWant(id, rpc.want());
        control.onGraft(id, rpc.graft());
        rpc.prune().forEach(prune -> control.onPrune(id, prune));
    }

    private void onSubscription(PeerId id, RouterState.Peer peer, Rpc.Subscription subscription) {
        if (!subscription.subscribes()) {
            peer.topics.remove(subscription.topic());
            control.drop(subscription.topic(), id);
        } else if (peer.topics.size() < state.params.maxTopicsPerPeer()) {
            peer.topics.add(subscription.topic());
        }
    }

    private void onMessage(PeerId peer, GossipMessage message) {
        if (!state.mesh.containsKey(message.topic())) {
            return;
        }
        if (message.from().equals(self)) {
            // It comes back from where it was sent to.
            return;
        }
        MessageId id = message.id();
        Optional<SeenMessages.Entry> before = state.seen.find(id, state.nanos());
        if (before.isPresent()) {
            onDuplicate(peer, before.get());
            return;
        }
        state.promises.kept(id);
        state.seen.add(id, message, state.nanos()).addSender(peer);
        state.emit(new GossipEffect.Validate(peer, id, message));
    }

    private void onDuplicate(PeerId peer, SeenMessages.Entry entry) {
        if (!entry.addSender(peer)) {
            return;
        }
        String topic = entry.message().topic();
        entry.verdict().ifPresent(verdict -> {
            switch (verdict) {
                case ACCEPT -> {
                    if (state.nanos() - entry.verdictNanos() <= nearFirstNanos(topic)) {
                        state.scores.deliveredNearFirst(peer, topic);
                    }
                }
                case REJECT -> state.scores.deliveredInvalid(peer, topic);
                case IGNORE -> {}
            }
        });
    }

    private long nearFirstNanos(String topic) {
        return state.scores
                .parameters(topic)
                .map(params -> params.meshMessageDeliveriesWindow().toNanos())
                .orElse(0L);
    }

    private void onVerdict(MessageId id, Verdict verdict) {
        Optional<SeenMessages.Entry> found = state.seen
                .find(id, state.nanos())
                .filter(entry -> entry.verdict().isEmpty());
        if (found.isEmpty()) {
            return;
        }
        SeenMessages.Entry entry = found.get();
        entry.decide(verdict, state.nanos());
        GossipMessage message = entry.message();
        List<PeerId> senders = entry.senders();
        switch (verdict) {
            case ACCEPT -> {
                state.scores.deliveredFirst(senders.getFirst(), message.topic());
                senders.stream().skip(1).forEach(peer -> state.scores.deliveredNearFirst(peer, message.topic()));
                state.cache.put(id, message);
                forward(message, senders);
                state.emit(new GossipEffect.Deliver(message));
            }
            case REJECT -> {
                senders.forEach(peer -> state.scores.deliveredInvalid(peer, message.topic()));
                noticeGraylisted();
            }
            case IGNORE -> {}
        }
    }

    private void forward(GossipMessage message, List<PeerId> senders) {
        Set<PeerId> receivers = new LinkedHashSet<>(state.meshOf(message.topic()));
        boolean toldByAuthor = message.data().size() > state.params.eagerDirectBytes()
                && senders.contains(message.from())
                && state.direct.contains(message.from());
        if (!toldByAuthor) {
            receivers.addAll(state.subscribers(message.topic(), state.direct::contains));
        }
        senders.forEach(receivers::remove);
        receivers.remove(message.from());
        sendAll(receivers, message);
    }

    /** One RPC for all, so that it is encoded once. */
    private void sendAll(Set<PeerId> receivers, GossipMessage message) {
        Rpc rpc = Rpc.messages(List.of(message));
        receivers.forEach(peer -> state.send(peer, rpc));
    }

    private void publish(GossipMessage message) {
        MessageId id = message.id();
        if (state.seen.find(id, state.nanos()).isPresent()) {
            return;
        }
        state.seen.add(id, message, state.nanos()).decide(Verdict.ACCEPT, state.nanos());
        state.cache.put(id, message);
        sendAll(receivers(message.topic()), message);
    }

    private Set<PeerId> receivers(String topic) {
        Set<PeerId> receivers = new LinkedHashSet<>(state.subscribers(topic, state.direct::contains));
        if (state.params.floodPublish()) {
            receivers.addAll(state.subscribers(topic, peer -> state.score(peer) >= state.thresholds.publish()));
        } else if (state.mesh.containsKey(topic)) {
            receivers.addAll(state.meshOf(topic));
        } else {
            receivers.addAll(fanout(topic));
        }
        return receivers;
    }

    private Set<PeerId> fanout(String topic) {
        RouterState.Fanout fanout = state.fanout.computeIfAbsent(topic, name -> new RouterState.Fanout());
        fanout.publishedNanos = state.nanos();
        if (fanout.peers.isEmpty()) {
            fanout.peers.addAll(state.pick(
                    topic,
                    state.params.d(),
                    peer -> !state.direct.contains(peer) && state.score(peer) >= state.thresholds.publish()));
        }
        return fanout.peers;
    }

    private void noticeGraylisted() {
        state.peers.forEach((id, peer) -> {
            boolean graylisted = !accepts(id);
            if (graylisted && !peer.graylisted) {
                state.emit(new GossipEffect.Graylisted(id, state.score(id)));
            }
            peer.graylisted = graylisted;
        });
    }
}
