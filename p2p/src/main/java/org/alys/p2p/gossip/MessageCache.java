package org.alys.p2p.gossip;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alys.p2p.identity.PeerId;

/** The messages of the last heartbeats, to name them (IHAVE) and to give them to who asks (IWANT). */
final class MessageCache {
    private final int gossipWindows;
    private final Map<MessageId, Entry> entries = new HashMap<>();
    /** Newest first. */
    private final ArrayDeque<List<MessageId>> windows = new ArrayDeque<>();

    MessageCache(int windowCount, int gossipWindows) {
        this.gossipWindows = gossipWindows;
        for (int i = 0; i < windowCount; i++) {
            windows.add(new ArrayList<>());
        }
    }

    private record Entry(GossipMessage message, Map<PeerId, Integer> given) {}

    void put(MessageId id, GossipMessage message) {
        if (entries.putIfAbsent(id, new Entry(message, new HashMap<>())) == null) {
            windows.getFirst().add(id);
        }
    }

    /** The message, unless {@code peer} was given it {@code limit} times. */
    Optional<GossipMessage> give(MessageId id, PeerId peer, int limit) {
        Entry entry = entries.get(id);
        if (entry == null || entry.given.merge(peer, 1, Integer::sum) > limit) {
            return Optional.empty();
        }
        return Optional.of(entry.message);
    }

    /** Messages of {@code topic} that are recent enough to be named. */
    List<MessageId> recent(String topic) {
        return windows.stream()
                .limit(gossipWindows)
                .flatMap(List::stream)
                .filter(id -> {
                    Entry entry = entries.get(id);
                    return entry != null && entry.message.topic().equals(topic);
                })
                .toList();
    }

    /** A heartbeat passed. */
    void shift() {
        windows.removeLast().forEach(entries::remove);
        windows.addFirst(new ArrayList<>());
    }
}
