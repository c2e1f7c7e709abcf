package org.alys.p2p.host;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.alys.p2p.identity.PeerId;
import org.alys.p2p.peers.ConnectionLimits;
import org.alys.p2p.peers.Trimming;
import org.alys.p2p.peers.Usefulness;
import org.alys.p2p.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives up the least useful connections when there are too many, and never those with protected peers. */
final class Crowd {
    private static final Logger LOG = LoggerFactory.getLogger(Crowd.class);

    private final ConnectionLimits limits;
    private final Connections connections;
    private final Timers timers;
    private final Set<PeerId> spared = ConcurrentHashMap.newKeySet();
    private volatile Usefulness usefulness = peer -> 0;

    Crowd(ConnectionLimits limits, Connections connections, Timers timers) {
        this.limits = limits;
        this.connections = connections;
        this.timers = timers;
    }

    void spare(PeerId peer, boolean always) {
        if (always) {
            spared.add(peer);
        } else {
            spared.remove(peer);
        }
    }

    void rankBy(Usefulness ranking) {
        usefulness = ranking;
    }

    void trim() {
        long now = timers.nanos();
        List<Trimming.Candidate<Connection>> candidates = connections.all().stream()
                .map(connection -> new Trimming.Candidate<>(
                        connection,
                        spared.contains(connection.peer()),
                        usefulness.of(connection.peer()),
                        now - connection.openedNanos()))
                .toList();
        for (Connection connection : Trimming.choose(candidates, limits)) {
            LOG.debug("giving up {}: too many connections", connection);
            connection.close();
        }
    }
}
