package org.alys.p2p.peers;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.alys.p2p.identity.PeerId;
import org.alys.primitives.Bytes;

/** Counts connections against their limits. Each one holds a {@link Place} from before its handshake to its end. */
public final class ConnectionGate {
    private static final int IPV6_NETWORK_BYTES = 8;
    private static final int MAX_REMEMBERED = 10_000;
    private static final double SECONDS_PER_MINUTE = 60;

    private final ConnectionLimits limits;
    private final Map<Bytes, Integer> perNetwork = new HashMap<>();
    private final Map<Bytes, Integer> handshakesPerNetwork = new HashMap<>();
    private final Map<Bytes, RateLimit> arrivals = new Bounded<>(MAX_REMEMBERED);
    private final Map<PeerId, Integer> perPeer = new HashMap<>();
    private int inbound;
    private int outbound;
    private int handshakes;

    public ConnectionGate(ConnectionLimits limits) {
        this.limits = limits;
    }

    /** The answer to a connection that asks for a place. */
    public sealed interface Entry {
        record Granted(Place place) implements Entry {}

        record Refused(Refusal reason) implements Entry {}
    }

    /**
     * Asks for a place for a connection with {@code ip}.
     *
     * @param nanos the time of a monotonic clock
     */
    public synchronized Entry enter(Direction direction, InetAddress ip, long nanos) {
        Bytes network = network(ip);
        Optional<String> reached = reached(direction, network, nanos);
        if (reached.isPresent()) {
            return new Entry.Refused(new Refusal.LimitReached(reached.get()));
        }
        perNetwork.merge(network, 1, Integer::sum);
        if (direction == Direction.INBOUND) {
            inbound++;
            handshakes++;
            handshakesPerNetwork.merge(network, 1, Integer::sum);
        } else {
            outbound++;
        }
        return new Entry.Granted(new Place(direction, network));
    }

    private Optional<String> reached(Direction direction, Bytes network, long nanos) {
        if (direction == Direction.INBOUND && !arrivals(network, nanos).tryTake(1, nanos)) {
            return Optional.of("maxArrivalsPerMinute");
        }
        if (direction == Direction.INBOUND && inbound >= limits.maxInbound()) {
            return Optional.of("maxInbound");
        }
        if (direction == Direction.INBOUND
                && (handshakes >= limits.maxHandshakes()
                        || handshakesPerNetwork.getOrDefault(network, 0) >= limits.maxHandshakesPerIp())) {
            return Optional.of("maxHandshakes");
        }
        if (direction == Direction.OUTBOUND && outbound >= limits.maxOutbound()) {
            return Optional.of("maxOutbound");
        }
        return perNetwork.getOrDefault(network, 0) >= limits.maxPerIp() ? Optional.of("maxPerIp") : Optional.empty();
    }

    private RateLimit arrivals(Bytes network, long nanos) {
        return arrivals.computeIfAbsent(
                network,
                unknown -> new RateLimit(
                        limits.maxArrivalsPerMinute(), limits.maxArrivalsPerMinute() / SECONDS_PER_MINUTE, nanos));
    }

    /** What an address counts for: whoever has one IPv6 address has its whole /64. */
    private static Bytes network(InetAddress ip) {
        byte[] address = ip.getAddress();
        return Bytes.of(address.length == 4 ? address : Arrays.copyOf(address, IPV6_NETWORK_BYTES));
    }

    /** One connection's share of the limits. */
    public final class Place implements AutoCloseable {
        private final Direction direction;
        private final Bytes network;
        private Optional<PeerId> peer = Optional.empty();
        private boolean handshaking;
        private boolean left;

        private Place(Direction direction, Bytes network) {
            this.direction = direction;
            this.network = network;
            this.handshaking = direction == Direction.INBOUND;
        }

        /** The remote proved who it is; a reason to drop it, if there is one. */
        public Optional<Refusal> identify(PeerId identified) {
            synchronized (ConnectionGate.this) {
                endHandshake();
                if (perPeer.getOrDefault(identified, 0) >= limits.maxPerPeer()) {
                    return Optional.of(new Refusal.LimitReached("maxPerPeer"));
                }
                perPeer.merge(identified, 1, Integer::sum);
                peer = Optional.of(identified);
                return Optional.empty();
            }
        }

        /** Gives the place back; a second time does nothing. */
        @Override
        public void close() {
            synchronized (ConnectionGate.this) {
                if (left) {
                    return;
                }
                left = true;
                endHandshake();
                decrement(perNetwork, network);
                peer.ifPresent(known -> decrement(perPeer, known));
                if (direction == Direction.INBOUND) {
                    inbound--;
                } else {
                    outbound--;
                }
            }
        }

        private void endHandshake() {
            if (handshaking) {
                handshaking = false;
                handshakes--;
                decrement(handshakesPerNetwork, network);
            }
        }
    }

    private static <K> void decrement(Map<K, Integer> counts, K key) {
        counts.computeIfPresent(key, (k, count) -> count == 1 ? null : count - 1);
    }
}
