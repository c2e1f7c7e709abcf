package org.alys.node.network.libp2p;

import java.util.List;
import java.util.OptionalInt;

/**
 * How a node looks for others than those it is told of.
 *
 * @param mdns whether by multicast on the local network
 * @param discv5Port UDP port for node discovery v5, 0 for a free one; without it there is none
 * @param bootnodes records ({@code enr:...}) of nodes to begin with
 * @param wantedPeers connections of any kind below which it dials what it finds
 */
public record DiscoverySettings(boolean mdns, OptionalInt discv5Port, List<String> bootnodes, int wantedPeers) {
    /** Looks for nobody. */
    public static final DiscoverySettings OFF = new DiscoverySettings(false, OptionalInt.empty(), List.of(), 1);

    public DiscoverySettings {
        bootnodes = List.copyOf(bootnodes);
    }

    boolean isOn() {
        return mdns || discv5Port.isPresent();
    }
}
