package org.alys.p2p.host;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.alys.p2p.identity.PeerId;
import org.alys.p2p.peers.PeerDescription;

/** All who hear of connections. */
final class PeerListeners implements PeerListener {
    private final List<PeerListener> listeners = new CopyOnWriteArrayList<>();

    void add(PeerListener listener) {
        listeners.add(listener);
    }

    @Override
    public void connected(Connection connection) {
        listeners.forEach(listener -> listener.connected(connection));
    }

    @Override
    public void identified(Connection connection, PeerDescription description) {
        listeners.forEach(listener -> listener.identified(connection, description));
    }

    @Override
    public void disconnected(Connection connection, String why) {
        listeners.forEach(listener -> listener.disconnected(connection, why));
    }

    @Override
    public void keptOut(PeerId peer, Duration duration) {
        listeners.forEach(listener -> listener.keptOut(peer, duration));
    }
}
