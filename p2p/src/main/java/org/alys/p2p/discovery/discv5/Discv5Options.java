package org.alys.p2p.discovery.discv5;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.alys.p2p.identity.NodeKey;

/**
 * Who takes part in the table, and as what.
 *
 * @param key the host's; the key of its record is made from it, so that the record is the same after a restart
 * @param network nodes of other names are not told of; 1 to 32 bytes
 * @param bind where to listen (UDP); port 0 takes a free one
 * @param announced the address that others reach this host at, until they tell that they see it at another
 * @param tcpPort where the host listens for connections
 * @param bootnodes records of nodes to begin with, such as {@code enr:-...}
 */
public record Discv5Options(
        NodeKey key,
        String network,
        InetSocketAddress bind,
        InetAddress announced,
        int tcpPort,
        List<String> bootnodes) {
    private static final int MAX_NAME = 32;

    public Discv5Options {
        bootnodes = List.copyOf(bootnodes);
        int length = network.getBytes(StandardCharsets.UTF_8).length;
        if (length < 1 || length > MAX_NAME) {
            throw new IllegalArgumentException("name of a network of " + length + " bytes");
        }
        if (tcpPort < 1 || tcpPort > 0xffff) {
            throw new IllegalArgumentException("TCP port " + tcpPort);
        }
    }
}
