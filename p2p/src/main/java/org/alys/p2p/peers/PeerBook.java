package org.alys.p2p.peers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.alys.p2p.identity.Multiaddr;
import org.alys.p2p.identity.PeerId;

/** What is known of peers, connected or not. It forgets those heard of longest ago when it is full. */
public final class PeerBook {
    private static final int CAPACITY = 4096;
    private static final int MAX_ADDRESSES = 16;

    private final Map<PeerId, Entry> entries = new Bounded<>(CAPACITY);

    private static final class Entry {
        private final Set<Multiaddr> addresses = new LinkedHashSet<>();
        private Optional<PeerDescription> description = Optional.empty();
    }

    /** Remembers where {@code peer} may be; what was known before stays. */
    public synchronized void add(PeerId peer, List<Multiaddr> addresses) {
        Entry entry = entries.computeIfAbsent(peer, id -> new Entry());
        for (Multiaddr address : addresses) {
            if (entry.addresses.size() < MAX_ADDRESSES && address.tcpEndpoint().isPresent()) {
                entry.addresses.add(address.withoutPeer());
            }
        }
    }

    /** Remembers what {@code peer} says; the addresses it names replace those known before. */
    public synchronized void describe(PeerId peer, PeerDescription description) {
        Entry entry = entries.computeIfAbsent(peer, id -> new Entry());
        entry.description = Optional.of(description);
        if (!description.listening().isEmpty()) {
            entry.addresses.clear();
            add(peer, description.listening());
        }
    }

    /** Where {@code peer} may be dialled over TCP. */
    public synchronized List<Multiaddr> addresses(PeerId peer) {
        Entry entry = entries.get(peer);
        return entry == null ? List.of() : List.copyOf(entry.addresses);
    }

    public synchronized Optional<PeerDescription> description(PeerId peer) {
        Entry entry = entries.get(peer);
        return entry == null ? Optional.empty() : entry.description;
    }

    /** All peers with their addresses, to be stored; {@link #add} takes them back. */
    public synchronized Map<PeerId, List<Multiaddr>> snapshot() {
        Map<PeerId, List<Multiaddr>> all = new LinkedHashMap<>();
        entries.forEach((peer, entry) -> all.put(peer, new ArrayList<>(entry.addresses)));
        return all;
    }

    public synchronized void forget(PeerId peer) {
        entries.remove(peer);
    }
}
