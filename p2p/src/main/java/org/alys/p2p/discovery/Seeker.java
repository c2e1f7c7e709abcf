package org.alys.p2p.discovery;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.alys.p2p.host.DialResult;
import org.alys.p2p.host.Host;
import org.alys.p2p.identity.Multiaddr;
import org.alys.p2p.identity.PeerId;
import org.alys.p2p.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a host at so many connections with peers that its sources name. A peer that does not answer waits for its next turn, longer
 * each time (the host's backoff); the list of peers is bounded and no source can push out those already on it.
 */
public final class Seeker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Seeker.class);
    private static final int MAX_CANDIDATES = 1024;
    private static final int MAX_ADDRESSES = 8;
    private static final int MAX_DIALS = 8;
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final Host host;
    private final List<PeerSource> sources;
    private final int wanted;
    private final Timers timers;
    private final Candidates candidates = new Candidates(MAX_CANDIDATES, MAX_ADDRESSES);
    private final Set<PeerId> dialling = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;
    private Optional<Timers.Timer> next = Optional.empty();

    /**
     * A seeker that does nothing until it starts.
     *
     * @param wanted connections, whoever opened them, below which it dials; at least 1
     */
    public Seeker(Host host, List<PeerSource> sources, int wanted, Timers timers) {
        if (wanted < 1) {
            throw new IllegalArgumentException("wanted connections: " + wanted);
        }
        this.host = host;
        this.sources = List.copyOf(sources);
        this.wanted = wanted;
        this.timers = timers;
    }

    /**
     * Starts the sources and dials what they find.
     *
     * @throws IOException when a source cannot look; then none does
     */
    public void start() throws IOException {
        try {
            for (PeerSource source : sources) {
                source.start(this::found);
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
        again();
    }

    /** Looks no more. Connections live on, and so does the host. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            next.ifPresent(Timers.Timer::cancel);
        }
        sources.forEach(PeerSource::close);
    }

    private void found(Multiaddr address) {
        Optional<PeerId> peer = address.peer();
        if (closed
                || peer.isEmpty()
                || peer.get().equals(host.peerId())
                || address.tcpEndpoint().isEmpty()) {
            return;
        }
        if (candidates.add(peer.get(), address)) {
            LOG.debug("heard of {}", address);
            dial();
        }
    }

    private synchronized void again() {
        if (!closed) {
            next = Optional.of(timers.after(INTERVAL, () -> {
                dial();
                again();
            }));
        }
    }

    /** Dials as many as are missing, each on a thread of its own. */
    private synchronized void dial() {
        int missing = wanted - host.connections().size() - dialling.size();
        int free = Math.min(missing, MAX_DIALS - dialling.size());
        if (closed || free <= 0) {
            return;
        }
        for (PeerId peer : candidates.next(free, this::isWanted)) {
            dialling.add(peer);
            Thread.ofVirtual().name("p2p-seek").start(() -> {
                try {
                    reach(peer);
                } finally {
                    dialling.remove(peer);
                }
            });
        }
    }

    private boolean isWanted(PeerId peer) {
        return !dialling.contains(peer) && host.connection(peer).isEmpty();
    }

    private void reach(PeerId peer) {
        for (Multiaddr address : candidates.addresses(peer)) {
            switch (host.connect(address)) {
                case DialResult.Connected(var connection) -> {
                    LOG.debug("found {}", connection);
                    return;
                }
                case DialResult.Refused(var reason) -> LOG.debug("not dialled {}: {}", address, reason);
                case DialResult.Failed(String why) -> LOG.debug("no connection with {}: {}", address, why);
            }
        }
        candidates.failed(peer);
    }
}
