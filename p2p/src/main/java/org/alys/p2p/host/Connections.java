package org.alys.p2p.host;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alys.p2p.identity.PeerId;

/** The connections that are ready, by peer. */
final class Connections {
    private final Map<PeerId, List<Connection>> byPeer = new HashMap<>();
    private boolean closed;

    /** False when the host is closing. */
    synchronized boolean add(Connection connection) {
        if (closed) {
            return false;
        }
        byPeer.computeIfAbsent(connection.peer(), peer -> new ArrayList<>()).add(connection);
        return true;
    }

    synchronized void remove(Connection connection) {
        byPeer.computeIfPresent(connection.peer(), (peer, list) -> {
            list.remove(connection);
            return list.isEmpty() ? null : list;
        });
    }

    /** The oldest connection with {@code peer}. */
    synchronized Optional<Connection> with(PeerId peer) {
        return Optional.ofNullable(byPeer.get(peer)).map(List::getFirst);
    }

    synchronized List<Connection> allWith(PeerId peer) {
        return List.copyOf(byPeer.getOrDefault(peer, List.of()));
    }

    synchronized List<Connection> all() {
        return byPeer.values().stream().flatMap(List::stream).toList();
    }

    /** All connections, after which no more are added. */
    synchronized List<Connection> close() {
        closed = true;
        return all();
    }
}
