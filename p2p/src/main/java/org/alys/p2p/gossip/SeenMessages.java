package org.alys.p2p.gossip;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.alys.p2p.identity.PeerId;

/** Which messages arrived, from whom, and what became of them. Bounded in time and in number, the oldest go first. */
final class SeenMessages {
    private final long ttlNanos;
    private final int maxEntries;
    private final Map<MessageId, Entry> entries = new LinkedHashMap<>();

    SeenMessages(Duration ttl, int maxEntries) {
        this.ttlNanos = ttl.toNanos();
        this.maxEntries = maxEntries;
    }

    /** One message that arrived. */
    static final class Entry {
        private final GossipMessage message;
        private final long firstNanos;
        private final Set<PeerId> senders = new LinkedHashSet<>();
        private Optional<Verdict> verdict = Optional.empty();
        private long verdictNanos;

        private Entry(GossipMessage message, long nanos) {
            this.message = message;
            this.firstNanos = nanos;
        }

        GossipMessage message() {
            return message;
        }

        /** Empty while it is validated. */
        Optional<Verdict> verdict() {
            return verdict;
        }

        long verdictNanos() {
            return verdictNanos;
        }

        /** Who sent it, the first one first. */
        List<PeerId> senders() {
            return new ArrayList<>(senders);
        }

        /** False when the peer had sent it before. */
        boolean addSender(PeerId peer) {
            return senders.add(peer);
        }

        void decide(Verdict decided, long nanos) {
            verdict = Optional.of(decided);
            verdictNanos = nanos;
        }
    }

    Optional<Entry> find(MessageId id, long nanos) {
        return Optional.ofNullable(entries.get(id)).filter(entry -> nanos - entry.firstNanos <= ttlNanos);
    }

    Entry add(MessageId id, GossipMessage message, long nanos) {
        Entry entry = new Entry(message, nanos);
        entries.remove(id);
        entries.put(id, entry);
        if (entries.size() > maxEntries) {
            Iterator<MessageId> oldest = entries.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        return entry;
    }

    void expire(long nanos) {
        Iterator<Entry> oldestFirst = entries.values().iterator();
        while (oldestFirst.hasNext() && nanos - oldestFirst.next().firstNanos > ttlNanos) {
            oldestFirst.remove();
        }
    }
}
