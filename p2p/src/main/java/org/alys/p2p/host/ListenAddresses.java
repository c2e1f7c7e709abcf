package org.alys.p2p.host;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import org.alys.p2p.identity.Multiaddr;

/** What to call the addresses that a socket listens on. */
final class ListenAddresses {
    private ListenAddresses() {}

    /** The address itself or, for the wildcard, that of every interface that is up, loopback only when there is no other. */
    static List<Multiaddr> of(InetSocketAddress bound) throws SocketException {
        if (!bound.getAddress().isAnyLocalAddress()) {
            return List.of(Multiaddr.tcp(bound.getAddress(), bound.getPort()));
        }
        List<InetAddress> all = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLinkLocalAddress())
                .filter(address ->
                        address.getAddress().length == bound.getAddress().getAddress().length
                                || address.getAddress().length == 4)
                .toList();
        List<InetAddress> outside =
                all.stream().filter(address -> !address.isLoopbackAddress()).toList();
        return (outside.isEmpty() ? all : outside)
                .stream()
                        .map(address -> Multiaddr.tcp(address, bound.getPort()))
                        .toList();
    }
}
