package org.alys.p2p.discovery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.alys.p2p.identity.Multiaddr;
import org.alys.p2p.identity.PeerId;

/** Peers that might be dialled, in turn. When there are too many it forgets the one whose turn is farthest away. */
final class Candidates {
    private final int capacity;
    private final int maxAddresses;
    private final Map<PeerId, Set<Multiaddr>> waiting = new LinkedHashMap<>();

    Candidates(int capacity, int maxAddresses) {
        this.capacity = capacity;
        this.maxAddresses = maxAddresses;
    }

    /**
     * Remembers an address of {@code peer}; of many the newest stay, for a peer that moved is where it was last heard of.
     *
     * @return whether it is news
     */
    synchronized boolean add(PeerId peer, Multiaddr address) {
        Set<Multiaddr> addresses = waiting.computeIfAbsent(peer, id -> new LinkedHashSet<>());
        boolean news = addresses.add(address);
        if (addresses.size() > maxAddresses) {
            addresses.remove(addresses.iterator().next());
        }
        if (waiting.size() > capacity) {
            // A flood of invented peers pushes out its own, not those that wait already.
            waiting.remove(peer);
            return false;
        }
        return news;
    }

    /** The next peers, at most {@code count}, that are {@code wanted}; they go to the end of the row. */
    synchronized List<PeerId> next(int count, Predicate<PeerId> wanted) {
        List<PeerId> chosen =
                waiting.keySet().stream().filter(wanted).limit(count).toList();
        for (PeerId peer : chosen) {
            Set<Multiaddr> addresses = waiting.remove(peer);
            if (addresses != null) {
                waiting.put(peer, addresses);
            }
        }
        return chosen;
    }

    synchronized List<Multiaddr> addresses(PeerId peer) {
        return new ArrayList<>(waiting.getOrDefault(peer, Set.of()));
    }

    /** {@code peer} does not answer: it keeps its place only while there is room. */
    synchronized void failed(PeerId peer) {
        if (waiting.size() >= capacity) {
            waiting.remove(peer);
        }
    }
}
