package org.alys.node.network.libp2p;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.alys.p2p.host.DialResult;
import org.alys.p2p.host.Host;
import org.alys.p2p.identity.Multiaddr;
import org.alys.p2p.identity.PeerId;
import org.alys.p2p.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a connection with each configured peer: dials it when there is none, less and less often while it does not answer. */
final class Dialer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Dialer.class);
    private static final Duration FIRST_WAIT = Duration.ofMillis(250);
    /** Short, because a member that comes back is needed at once. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(8);

    private static final int MAX_DOUBLINGS = 5;
    /** A connection that ends sooner counts as a failure: the peer may not want this node. */
    private static final Duration LASTING = Duration.ofSeconds(5);

    private final Host host;
    private final Timers timers;
    private final Random random;
    private final Map<PeerId, Target> targets;
    private volatile boolean closed;

    private static final class Target {
        private final PeerId peer;
        private final List<Multiaddr> addresses;
        private int failures;
        private boolean waiting;
        private Optional<Long> connectedNanos = Optional.empty();

        Target(PeerId peer, List<Multiaddr> addresses) {
            this.peer = peer;
            this.addresses = addresses;
        }
    }

    Dialer(Host host, List<Multiaddr> addresses, Timers timers, Random random) {
        this.host = host;
        this.timers = timers;
        this.random = random;
        Map<PeerId, List<Multiaddr>> byPeer = addresses.stream()
                .collect(Collectors.groupingBy(
                        address -> address.peer().orElseThrow(), LinkedHashMap::new, Collectors.toList()));
        byPeer.remove(host.peerId());
        this.targets = byPeer.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, entry -> new Target(entry.getKey(), entry.getValue())));
    }

    void start() {
        targets.values().forEach(target -> after(Duration.ZERO, target));
    }

    /** There is no connection with this peer any more. */
    void lost(PeerId peer) {
        Optional.ofNullable(targets.get(peer)).ifPresent(target -> after(wait(target), target));
    }

    private void after(Duration wait, Target target) {
        synchronized (target) {
            if (closed || target.waiting) {
                return;
            }
            target.waiting = true;
        }
        timers.after(wait, () -> attempt(target));
    }

    private void attempt(Target target) {
        Optional<Duration> ban = Optional.of(host.banned(target.peer)).filter(Duration::isPositive);
        boolean connected =
                !closed && ban.isEmpty() && target.addresses.stream().anyMatch(this::connect);
        synchronized (target) {
            target.waiting = false;
            target.connectedNanos = connected ? Optional.of(timers.nanos()) : Optional.empty();
        }
        // A connection that ended meanwhile was reported while this attempt was still counted as waiting.
        if (!connected || host.connection(target.peer).isEmpty()) {
            after(ban.orElseGet(() -> wait(target)), target);
        }
    }

    private boolean connect(Multiaddr address) {
        return switch (host.connectNow(address)) {
            case DialResult.Connected _ -> true;
            case DialResult.Refused(var reason) -> {
                LOG.debug("not dialled {}: {}", address, reason);
                yield false;
            }
            case DialResult.Failed(String why) -> {
                LOG.debug("no connection with {}: {}", address, why);
                yield false;
            }
        };
    }

    /** Doubled with each failure, with a random half, so that nodes that restart together do not dial in step. */
    private Duration wait(Target target) {
        int failures;
        synchronized (target) {
            boolean lasted = target.connectedNanos
                    .filter(since -> timers.nanos() - since > LASTING.toNanos())
                    .isPresent();
            failures = lasted ? 0 : target.failures;
            target.failures = Math.min(failures + 1, MAX_DOUBLINGS);
            target.connectedNanos = Optional.empty();
        }
        long millis = Math.min(FIRST_WAIT.toMillis() << failures, LONGEST_WAIT.toMillis());
        return Duration.ofMillis(millis / 2 + random.nextLong(millis / 2 + 1));
    }

    @Override
    public void close() {
        closed = true;
    }
}
