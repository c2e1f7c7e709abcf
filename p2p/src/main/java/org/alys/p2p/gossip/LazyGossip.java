package org.alys.p2p.gossip;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.alys.p2p.identity.PeerId;

/** Naming messages to peers outside the mesh (IHAVE), and asking for them (IWANT). */
final class LazyGossip {
    private final RouterState state;

    LazyGossip(RouterState state) {
        this.state = state;
    }

    void onHave(PeerId id, List<Rpc.Have> haves) {
        RouterState.Peer peer = state.peers.get(id);
        if (peer == null || state.score(id) < state.thresholds.gossip()) {
            return;
        }
        Set<MessageId> wanted = new LinkedHashSet<>();
        for (Rpc.Have have : haves) {
            if (++peer.haveMessages > state.params.maxHaveMessages()) {
                break;
            }
            if (state.mesh.containsKey(have.topic())) {
                have.ids().stream()
                        .filter(message ->
                                state.seen.find(message, state.nanos()).isEmpty())
                        .forEach(wanted::add);
            }
        }
        ask(id, peer, wanted);
    }

    private void ask(PeerId id, RouterState.Peer peer, Set<MessageId> wanted) {
        List<MessageId> asked = new ArrayList<>(wanted);
        Collections.shuffle(asked, state.random);
        int allowed = state.params.maxHaveLength() - peer.wanted;
        if (allowed <= 0 || asked.isEmpty()) {
            return;
        }
        asked = asked.subList(0, Math.min(allowed, asked.size()));
        peer.wanted += asked.size();
        state.promises.asked(id, asked, state.nanos());
        state.send(id, Rpc.want(asked));
    }

    void onWant(PeerId peer, List<MessageId> wanted) {
        if (state.score(peer) < state.thresholds.gossip()) {
            return;
        }
        List<GossipMessage> given = new ArrayList<>();
        for (MessageId id : new LinkedHashSet<>(wanted)) {
            state.cache.give(id, peer, state.params.retransmissions()).ifPresent(given::add);
        }
        if (!given.isEmpty()) {
            state.send(peer, Rpc.messages(given));
        }
    }

    /** Names the recent messages of {@code topic} to some of the peers outside {@code members}. */
    void name(String topic, Set<PeerId> members) {
        List<MessageId> recent = new ArrayList<>(state.cache.recent(topic));
        if (recent.isEmpty()) {
            return;
        }
        List<PeerId> candidates = state.subscribers(
                topic,
                peer -> !members.contains(peer)
                        && !state.direct.contains(peer)
                        && state.score(peer) >= state.thresholds.gossip());
        Collections.shuffle(candidates, state.random);
        int count = Math.max(state.params.dLazy(), (int) (state.params.gossipFactor() * candidates.size()));
        List<PeerId> told = new ArrayList<>(candidates.subList(0, Math.min(count, candidates.size())));
        if (state.params.eagerDirectBytes() < Integer.MAX_VALUE) {
            told.addAll(state.subscribers(topic, state.direct::contains));
        }
        for (PeerId peer : told) {
            // Each peer hears of other messages when there are too many for all.
            Collections.shuffle(recent, state.random);
            List<MessageId> named = recent.subList(0, Math.min(recent.size(), state.params.maxHaveLength()));
            state.send(peer, Rpc.have(List.of(new Rpc.Have(topic, named))));
        }
    }
}
