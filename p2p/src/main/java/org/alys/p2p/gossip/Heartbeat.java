package org.alys.p2p.gossip;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.alys.p2p.identity.PeerId;

/** Keeping the mesh in shape, once per heartbeat interval (gossipsub 1.0 and 1.1, "Heartbeat Maintenance"). */
final class Heartbeat {
    private final RouterState state;
    private final MeshControl control;
    private final LazyGossip gossip;
    private final long decayNanos;
    private final Map<PeerId, Changes> changes = new LinkedHashMap<>();
    /** Scores do not change during one heartbeat. */
    private Map<PeerId, Double> scores = Map.of();

    private long decayedNanos;
    private long ticks;

    /** What to tell one peer in one RPC. */
    private static final class Changes {
        private final List<String> grafts = new ArrayList<>();
        private final List<Rpc.Prune> prunes = new ArrayList<>();
    }

    Heartbeat(RouterState state, MeshControl control, LazyGossip gossip, long decayNanos) {
        this.state = state;
        this.control = control;
        this.gossip = gossip;
        this.decayNanos = decayNanos;
    }

    void tick() {
        ticks++;
        changes.clear();
        state.peers.values().forEach(peer -> {
            peer.haveMessages = 0;
            peer.wanted = 0;
        });
        state.promises.broken(state.nanos()).forEach(state.scores::penalize);
        state.seen.expire(state.nanos());
        state.backoffs.expire(state.params.heartbeat().multipliedBy(2), state.nanos());
        if (state.nanos() - decayedNanos >= decayNanos) {
            decayedNanos = state.nanos();
            state.scores.decay(state.nanos());
        }
        scores = state.peers.keySet().stream().collect(Collectors.toMap(Function.identity(), state::score));
        if (ticks % state.params.directConnectTicks() == 1) {
            state.direct.stream()
                    .filter(peer -> !state.peers.containsKey(peer))
                    .forEach(peer -> state.emit(new GossipEffect.Dial(peer, Optional.empty())));
        }
        state.mesh.forEach(this::maintain);
        maintainFanout();
        changes.forEach((peer, told) -> state.send(peer, Rpc.mesh(told.grafts, told.prunes)));
        state.cache.shift();
    }

    private void maintain(String topic, Set<PeerId> members) {
        for (PeerId peer : List.copyOf(members)) {
            if (score(peer) < 0) {
                prune(topic, peer, false);
            }
        }
        if (members.size() < state.params.dLow()) {
            state.pick(topic, state.params.d() - members.size(), peer -> state.graftable(topic, peer))
                    .forEach(peer -> graft(topic, peer));
        }
        if (members.size() > state.params.dHigh()) {
            shrink(topic, members);
        }
        if (members.size() >= state.params.dLow()) {
            int missing = state.params.dOut() - countDialled(members);
            state.pick(topic, missing, peer -> isDialled(peer) && state.graftable(topic, peer))
                    .forEach(peer -> graft(topic, peer));
        }
        if (ticks % state.params.opportunisticGraftTicks() == 0 && members.size() > 1) {
            graftOpportunistically(topic, members);
        }
        gossip.name(topic, members);
    }

    /** Keeps the best, fills up at random, and sees to it that enough of those kept were dialled. */
    private void shrink(String topic, Set<PeerId> members) {
        List<PeerId> order = new ArrayList<>(members);
        Collections.shuffle(order, state.random);
        order.sort(Comparator.comparingDouble(this::score).reversed());
        Collections.shuffle(order.subList(Math.min(state.params.dScore(), order.size()), order.size()), state.random);
        int keep = state.params.d();
        int missing = state.params.dOut() - countDialled(order.subList(0, keep));
        for (int at = keep; at < order.size() && missing > 0; at++) {
            if (isDialled(order.get(at))) {
                // Takes the place of the last one kept that was not dialled.
                for (int victim = keep - 1; victim >= 0; victim--) {
                    if (!isDialled(order.get(victim))) {
                        Collections.swap(order, at, victim);
                        missing--;
                        break;
                    }
                }
            }
        }
        List.copyOf(order.subList(keep, order.size())).forEach(peer -> prune(topic, peer, true));
    }

    private void graftOpportunistically(String topic, Set<PeerId> members) {
        List<Double> sorted = members.stream().map(this::score).sorted().toList();
        double median = sorted.get(sorted.size() / 2);
        if (median < state.thresholds.opportunisticGraft()) {
            state.pick(
                            topic,
                            state.params.opportunisticGraftPeers(),
                            peer -> score(peer) > median && state.graftable(topic, peer))
                    .forEach(peer -> graft(topic, peer));
        }
    }

    private void maintainFanout() {
        state.fanout
                .values()
                .removeIf(fanout -> state.nanos() - fanout.publishedNanos
                        > state.params.fanoutTtl().toNanos());
        state.fanout.forEach((topic, fanout) -> {
            fanout.peers.removeIf(peer -> !takesPart(topic, peer) || score(peer) < state.thresholds.publish());
            fanout.peers.addAll(state.pick(
                    topic,
                    state.params.d() - fanout.peers.size(),
                    peer -> !fanout.peers.contains(peer)
                            && !state.direct.contains(peer)
                            && score(peer) >= state.thresholds.publish()));
            gossip.name(topic, fanout.peers);
        });
    }

    private void graft(String topic, PeerId peer) {
        control.graft(topic, peer);
        changesFor(peer).grafts.add(topic);
    }

    private void prune(String topic, PeerId peer, boolean withPeers) {
        control.prune(topic, peer);
        changesFor(peer).prunes.add(control.prune(topic, peer, state.params.pruneBackoff(), withPeers));
    }

    private Changes changesFor(PeerId peer) {
        return changes.computeIfAbsent(peer, id -> new Changes());
    }

    private double score(PeerId peer) {
        return scores.getOrDefault(peer, 0.0);
    }

    private boolean takesPart(String topic, PeerId id) {
        RouterState.Peer peer = state.peers.get(id);
        return peer != null && peer.topics.contains(topic);
    }

    private boolean isDialled(PeerId id) {
        RouterState.Peer peer = state.peers.get(id);
        return peer != null && peer.dialled;
    }

    private int countDialled(Iterable<PeerId> ids) {
        int count = 0;
        for (PeerId id : ids) {
            count += isDialled(id) ? 1 : 0;
        }
        return count;
    }
}
