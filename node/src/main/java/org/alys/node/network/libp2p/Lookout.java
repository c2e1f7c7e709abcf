package org.alys.node.network.libp2p;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.alys.p2p.discovery.PeerSource;
import org.alys.p2p.discovery.Seeker;
import org.alys.p2p.discovery.discv5.Discv5;
import org.alys.p2p.discovery.discv5.Discv5Options;
import org.alys.p2p.discovery.mdns.Mdns;
import org.alys.p2p.host.Host;
import org.alys.p2p.identity.Multiaddr;
import org.alys.p2p.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for nodes of the same network, by the ways that are configured, and in the memory of earlier runs. */
final class Lookout implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lookout.class);

    private final Seeker seeker;
    private final Optional<Discv5> table;

    private Lookout(Seeker seeker, Optional<Discv5> table) {
        this.seeker = seeker;
        this.table = table;
    }

    /**
     * Begins to look; a node that cannot goes on with the peers it is told of.
     *
     * @param network few characters that no other network has
     */
    static Optional<Lookout> start(LinkSettings settings, String network, Host host, Timers timers, Random random) {
        DiscoverySettings discovery = settings.discovery();
        if (!discovery.isOn()) {
            return Optional.empty();
        }
        List<PeerSource> sources = new ArrayList<>();
        sources.add(PeerSource.bootstrap(remembered(host)));
        if (discovery.mdns()) {
            sources.add(new Mdns(Mdns.service(network), host::addresses, timers, random));
        }
        Optional<Discv5> table = discovery.discv5Port().isPresent()
                ? table(settings, network, discovery.discv5Port().getAsInt(), host, timers)
                : Optional.empty();
        table.ifPresent(sources::add);
        Lookout lookout = new Lookout(new Seeker(host, sources, discovery.wantedPeers(), timers), table);
        try {
            lookout.seeker.start();
        } catch (IOException e) {
            LOG.warn("NET010 nodes are not looked for: {}", e.getMessage());
            return Optional.empty();
        }
        lookout.record().ifPresent(record -> LOG.info("others find this node with the record {}", record));
        return Optional.of(lookout);
    }

    private static Optional<Discv5> table(LinkSettings settings, String network, int port, Host host, Timers timers) {
        Optional<InetSocketAddress> own = host.addresses().stream()
                .map(Multiaddr::withoutPeer)
                .flatMap(address -> address.tcpEndpoint().stream())
                .filter(endpoint -> !endpoint.isUnresolved())
                // A node that listens on both is found by more others over IPv4.
                .min(Comparator.comparingInt(endpoint -> endpoint.getAddress().getAddress().length));
        if (own.isEmpty()) {
            LOG.warn("NET010 nodes are not looked for by discv5: this node listens nowhere");
            return Optional.empty();
        }
        InetAddress ip = own.get().getAddress();
        // A node that listens on loopback alone keeps to it.
        InetAddress bind = InetAddress.ofLiteral(
                ip.isLoopbackAddress() ? ip.getHostAddress() : ip.getAddress().length == 4 ? "0.0.0.0" : "::");
        return Optional.of(new Discv5(
                new Discv5Options(
                        settings.key(),
                        network,
                        new InetSocketAddress(bind, port),
                        ip,
                        own.get().getPort(),
                        settings.discovery().bootnodes()),
                timers,
                settings.clock()));
    }

    private static List<Multiaddr> remembered(Host host) {
        List<Multiaddr> all = new ArrayList<>();
        host.peers()
                .snapshot()
                .forEach((peer, addresses) -> addresses.forEach(address -> all.add(address.withPeer(peer))));
        return all;
    }

    /** This node's record in the table, for others to begin with. */
    Optional<String> record() {
        return table.flatMap(Discv5::record);
    }

    @Override
    public void close() {
        seeker.close();
    }
}
