package org.alys.p2p.peers;

import java.time.Duration;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.alys.p2p.identity.Multiaddr;

/** How long to leave an address alone after dials failed: twice as long after each failure, and a little at random. */
public final class DialBackoff {
    private static final int CAPACITY = 10_000;
    private static final double JITTER = 0.2;

    private final Duration first;
    private final Duration longest;
    private final RandomGenerator random;
    private final Map<Multiaddr, Failures> failures = new Bounded<>(CAPACITY);

    /**
     * No address has failed yet.
     *
     * @param first wait after one failure
     * @param longest wait after many
     */
    public DialBackoff(Duration first, Duration longest, RandomGenerator random) {
        this.first = first;
        this.longest = longest;
        this.random = random;
    }

    private record Failures(int count, long untilNanos) {}

    public synchronized void failed(Multiaddr address, long nanos) {
        Failures before = failures.get(address);
        int count = before == null ? 0 : before.count;
        double wait = Math.min((double) longest.toNanos(), (double) first.toNanos() * Math.pow(2, count));
        double jittered = wait * (1 - JITTER * random.nextDouble());
        failures.put(address, new Failures(count + 1, nanos + (long) jittered));
    }

    public synchronized void succeeded(Multiaddr address) {
        failures.remove(address);
    }

    /** How long to wait before the next dial; zero when it may be now. */
    public synchronized Duration remaining(Multiaddr address, long nanos) {
        Failures known = failures.get(address);
        return known == null ? Duration.ZERO : Duration.ofNanos(Math.max(0, known.untilNanos - nanos));
    }
}
