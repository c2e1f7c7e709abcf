package org.alys.p2p.peers;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.alys.p2p.identity.PeerId;

/** Peers that are kept out for a while. */
public final class Bans {
    private static final int CAPACITY = 10_000;

    private final Map<PeerId, Long> until = new Bounded<>(CAPACITY);

    /** Keeps {@code peer} out until {@code duration} has passed; a longer ban stays. */
    public synchronized void add(PeerId peer, Duration duration, long nanos) {
        until.merge(peer, nanos + duration.toNanos(), (before, after) -> after - before > 0 ? after : before);
    }

    public synchronized void lift(PeerId peer) {
        until.remove(peer);
    }

    /** How long {@code peer} is still banned; zero when it is not. */
    public synchronized Duration remaining(PeerId peer, long nanos) {
        Long end = until.get(peer);
        if (end == null) {
            return Duration.ZERO;
        }
        if (end - nanos <= 0) {
            until.remove(peer);
            return Duration.ZERO;
        }
        return Duration.ofNanos(end - nanos);
    }

    /** Every peer that is still banned, and for how long. */
    public synchronized Map<PeerId, Duration> all(long nanos) {
        until.values().removeIf(end -> end - nanos <= 0);
        Map<PeerId, Duration> all = new LinkedHashMap<>();
        until.forEach((peer, end) -> all.put(peer, Duration.ofNanos(end - nanos)));
        return all;
    }
}
