package org.alys.p2p.gossip;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.alys.p2p.identity.PeerId;

/** Who is in the mesh: joining, leaving, GRAFT and PRUNE. */
final class MeshControl {
    private final RouterState state;

    MeshControl(RouterState state) {
        this.state = state;
    }

    void join(String topic) {
        if (state.mesh.containsKey(topic)) {
            return;
        }
        Set<PeerId> members = new LinkedHashSet<>();
        state.mesh.put(topic, members);
        announce(new Rpc.Subscription(topic, true));
        Optional.ofNullable(state.fanout.remove(topic))
                .ifPresent(fanout -> fanout.peers.stream()
                        .filter(peer -> state.graftable(topic, peer))
                        .limit(state.params.d())
                        .forEach(members::add));
        members.addAll(state.pick(topic, state.params.d() - members.size(), peer -> state.graftable(topic, peer)));
        for (PeerId peer : members) {
            state.scores.grafted(peer, topic, state.nanos());
            state.send(peer, Rpc.mesh(List.of(topic), List.of()));
        }
    }

    void leave(String topic) {
        Set<PeerId> members = state.mesh.remove(topic);
        if (members == null) {
            return;
        }
        announce(new Rpc.Subscription(topic, false));
        for (PeerId peer : members) {
            state.scores.pruned(peer, topic);
            Duration backoff = state.params.unsubscribeBackoff();
            state.backoffs.add(topic, peer, backoff, state.nanos());
            state.send(peer, Rpc.mesh(List.of(), List.of(prune(topic, peer, backoff, false))));
        }
    }

    private void announce(Rpc.Subscription subscription) {
        state.peers.keySet().forEach(peer -> state.send(peer, Rpc.subscriptions(List.of(subscription))));
    }

    /** Takes a peer into the mesh; the caller tells it. */
    void graft(String topic, PeerId peer) {
        state.mesh.computeIfAbsent(topic, name -> new LinkedHashSet<>()).add(peer);
        state.scores.grafted(peer, topic, state.nanos());
    }

    /** Drops a peer from the mesh, for {@code pruneBackoff}; the caller tells it. */
    void prune(String topic, PeerId peer) {
        drop(topic, peer);
        state.backoffs.add(topic, peer, state.params.pruneBackoff(), state.nanos());
    }

    /** What to tell a peer that was pruned. */
    Rpc.Prune prune(String topic, PeerId pruned, Duration backoff, boolean withPeers) {
        RouterState.Peer peer = state.peers.get(pruned);
        List<Rpc.Exchanged> others = new ArrayList<>();
        if (withPeers && state.params.exchangePeers() && peer != null && peer.exchanges) {
            state.pick(topic, state.params.prunePeers(), other -> !other.equals(pruned) && state.score(other) >= 0)
                    .forEach(other -> others.add(new Rpc.Exchanged(other, state.recordOf(other))));
        }
        return new Rpc.Prune(topic, backoff, others);
    }

    void onGraft(PeerId peer, List<String> topics) {
        List<Rpc.Prune> refused = new ArrayList<>();
        for (String topic : topics) {
            Set<PeerId> members = state.mesh.get(topic);
            // A topic that is not followed here gets no answer, which a flood of GRAFTs would ask for.
            if (members != null && !members.contains(peer)) {
                refusal(topic, peer, members).ifPresentOrElse(refused::add, () -> graft(topic, peer));
            }
        }
        if (!refused.isEmpty()) {
            state.send(peer, Rpc.mesh(List.of(), refused));
        }
    }

    private Optional<Rpc.Prune> refusal(String topic, PeerId peer, Set<PeerId> members) {
        Duration backoff = state.params.pruneBackoff();
        if (state.direct.contains(peer)) {
            return Optional.of(prune(topic, peer, backoff, false));
        }
        long remaining = state.backoffs.remainingNanos(topic, peer, state.nanos());
        if (remaining > 0) {
            state.scores.penalize(peer, 1);
            long elapsed = backoff.toNanos() - remaining;
            if (elapsed < state.params.graftFloodThreshold().toNanos()) {
                state.scores.penalize(peer, 1);
            }
            state.backoffs.add(topic, peer, backoff, state.nanos());
            return Optional.of(prune(topic, peer, backoff, false));
        }
        if (state.score(peer) < 0) {
            state.backoffs.add(topic, peer, backoff, state.nanos());
            return Optional.of(prune(topic, peer, backoff, false));
        }
        RouterState.Peer known = state.peers.get(peer);
        boolean dialled = known != null && known.dialled;
        if (members.size() >= state.params.dHigh() && !dialled) {
            state.backoffs.add(topic, peer, backoff, state.nanos());
            return Optional.of(prune(topic, peer, backoff, true));
        }
        return Optional.empty();
    }

    void onPrune(PeerId peer, Rpc.Prune prune) {
        if (!state.mesh.containsKey(prune.topic())) {
            return;
        }
        drop(prune.topic(), peer);
        Duration backoff = prune.backoff().isPositive() ? prune.backoff() : state.params.pruneBackoff();
        state.backoffs.add(prune.topic(), peer, backoff, state.nanos());
        if (state.score(peer) >= state.thresholds.acceptExchange()) {
            prune.peers().stream()
                    .filter(other -> !state.peers.containsKey(other.peer()))
                    .limit(state.params.prunePeers())
                    .forEach(other -> state.emit(new GossipEffect.Dial(other.peer(), other.signedRecord())));
        }
    }

    /** The peer is out of the mesh, without a backoff. */
    void drop(String topic, PeerId peer) {
        Set<PeerId> members = state.mesh.get(topic);
        if (members != null && members.remove(peer)) {
            state.scores.pruned(peer, topic);
        }
    }
}
