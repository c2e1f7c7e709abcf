package org.alys.p2p.host;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.alys.p2p.identity.Multiaddr;
import org.alys.p2p.identity.PeerId;
import org.alys.p2p.peers.ConnectionGate;
import org.alys.p2p.peers.DialBackoff;
import org.alys.p2p.peers.Direction;
import org.alys.p2p.peers.Refusal;
import org.alys.p2p.time.Timers;
import org.alys.p2p.transport.Link;
import org.alys.p2p.transport.TcpTransport;

/** Connects to peers on demand: once with each, never to this host or a banned peer, and less and less often where nobody answers. */
final class Dialling {
    private final HostOptions options;
    private final Timers timers;
    private final TcpTransport transport;
    private final DialBackoff backoff;
    private final Connections connections;
    private final Reception reception;

    Dialling(
            HostOptions options,
            Timers timers,
            TcpTransport transport,
            DialBackoff backoff,
            Connections connections,
            Reception reception) {
        this.options = options;
        this.timers = timers;
        this.transport = transport;
        this.backoff = backoff;
        this.connections = connections;
        this.reception = reception;
    }

    DialResult connect(Multiaddr address) {
        return connect(address, true);
    }

    /** Even where nobody answered a moment ago. */
    DialResult connectNow(Multiaddr address) {
        return connect(address, false);
    }

    private DialResult connect(Multiaddr address, boolean patiently) {
        Optional<PeerId> expected = address.peer();
        if (expected.equals(Optional.of(options.key().peerId()))) {
            return new DialResult.Refused(new Refusal.Pointless("it is this host"));
        }
        Optional<Connection> existing = expected.flatMap(connections::with);
        if (existing.isPresent()) {
            return new DialResult.Connected(existing.get());
        }
        Optional<InetSocketAddress> endpoint = address.tcpEndpoint();
        if (endpoint.isEmpty()) {
            return new DialResult.Failed("not a TCP address: " + address);
        }
        Optional<Refusal> refusal =
                expected.flatMap(reception::banned).or(() -> patiently ? tooEarly(address) : Optional.empty());
        if (refusal.isPresent()) {
            return new DialResult.Refused(refusal.get());
        }
        try {
            DialResult result = dial(endpoint.get(), expected);
            backoff.succeeded(address);
            return result;
        } catch (IOException e) {
            backoff.failed(address, timers.nanos());
            return new DialResult.Failed(String.valueOf(e.getMessage()));
        }
    }

    private Optional<Refusal> tooEarly(Multiaddr address) {
        Duration wait = backoff.remaining(address, timers.nanos());
        return wait.isPositive() ? Optional.of(new Refusal.BackingOff(wait)) : Optional.empty();
    }

    private DialResult dial(InetSocketAddress endpoint, Optional<PeerId> expected) throws IOException {
        InetSocketAddress resolved = TcpTransport.resolve(endpoint);
        return switch (reception.gate().enter(Direction.OUTBOUND, resolved.getAddress(), timers.nanos())) {
            case ConnectionGate.Entry.Refused(Refusal reason) -> new DialResult.Refused(reason);
            case ConnectionGate.Entry.Granted(ConnectionGate.Place place) -> {
                try {
                    Link link = transport.dial(resolved, options.dialTimeout());
                    yield reception.establish(link, Direction.OUTBOUND, place, expected);
                } catch (IOException e) {
                    place.close();
                    throw e;
                }
            }
        };
    }
}
