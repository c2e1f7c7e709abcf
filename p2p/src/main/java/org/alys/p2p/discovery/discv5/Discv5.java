package org.alys.p2p.discovery.discv5;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.alys.p2p.discovery.PeerSource;
import org.alys.p2p.identity.Multiaddr;
import org.alys.p2p.time.Timers;
import org.ethereum.beacon.discovery.DiscoverySystem;
import org.ethereum.beacon.discovery.DiscoverySystemBuilder;
import org.ethereum.beacon.discovery.crypto.Signer;
import org.ethereum.beacon.discovery.schema.NodeRecord;

/**
 * Finds peers through a table that all nodes hold parts of (Ethereum's node discovery v5). Nodes of other networks may be in the table;
 * they are not told of.
 */
public final class Discv5 implements PeerSource {
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final Discv5Options options;
    private final PeerRecords records;
    private final List<NodeRecord> bootnodes;
    private final Timers timers;
    private final InstantSource clock;
    private Optional<DiscoverySystem> system = Optional.empty();
    private Optional<Timers.Timer> next = Optional.empty();
    private boolean closed;

    /**
     * A node that is not in the table yet.
     *
     * @param clock gives records their order: of two the later one counts
     * @throws IllegalArgumentException when a bootnode is no valid record
     */
    public Discv5(Discv5Options options, Timers timers, InstantSource clock) {
        this.options = options;
        this.records = new PeerRecords(options.network());
        this.bootnodes = options.bootnodes().stream().map(PeerRecords::parse).toList();
        this.timers = timers;
        this.clock = clock;
    }

    /** Why {@code text} is no record to begin with; nothing when it is one. */
    public static Optional<String> problem(String text) {
        try {
            PeerRecords.parse(text);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void start(Consumer<Multiaddr> found) throws IOException {
        int udpPort = usablePort();
        InetSocketAddress bind = new InetSocketAddress(options.bind().getAddress(), udpPort);
        Signer signer = PeerRecords.signer(options.key());
        NodeRecord own = records.own(
                signer,
                options.key().peerId(),
                options.announced(),
                udpPort,
                options.tcpPort(),
                clock.millis() / Duration.ofSeconds(1).toMillis());
        DiscoverySystem built = new DiscoverySystemBuilder()
                .listen(bind)
                .signer(signer)
                .localNodeRecord(own)
                .bootnodes(bootnodes)
                .build();
        try {
            built.start().join();
        } catch (CompletionException e) {
            built.stop();
            throw new IOException("discovery cannot listen on " + bind + ": " + e.getMessage(), e);
        }
        synchronized (this) {
            system = Optional.of(built);
        }
        tell(found);
    }

    /** This host's record, for others to begin with; empty before the start. */
    public synchronized Optional<String> record() {
        return system.map(running -> running.getLocalNodeRecord().asEnr());
    }

    @Override
    public synchronized void close() {
        closed = true;
        next.ifPresent(Timers.Timer::cancel);
        system.ifPresent(DiscoverySystem::stop);
        system = Optional.empty();
    }

    private void tell(Consumer<Multiaddr> found) {
        Optional<DiscoverySystem> running;
        synchronized (this) {
            if (closed) {
                return;
            }
            running = system;
            next = Optional.of(timers.after(INTERVAL, () -> tell(found)));
        }
        running.stream()
                .flatMap(DiscoverySystem::streamLiveNodes)
                .flatMap(record -> records.address(record).stream())
                .forEach(found);
    }

    /** The record names the port before the library binds it: port 0 must become a number first. Also tells of a port that is taken. */
    private int usablePort() throws IOException {
        boolean ipv4 = options.bind().getAddress().getAddress().length == 4;
        try (DatagramChannel trial =
                DatagramChannel.open(ipv4 ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6)) {
            trial.bind(options.bind());
            return ((InetSocketAddress) trial.getLocalAddress()).getPort();
        } catch (IOException e) {
            throw new IOException("discovery cannot listen on " + options.bind() + ": " + e.getMessage(), e);
        }
    }
}
