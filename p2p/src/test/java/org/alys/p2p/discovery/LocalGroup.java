package org.alys.p2p.discovery;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;

/** A multicast group that nobody else on this network uses. */
public final class LocalGroup {
    private LocalGroup() {}

    /** The group over IPv4, on a port that was free; skips the test on a machine without multicast. */
    public static InetSocketAddress free() throws IOException {
        return free("224.0.0.251", Inet4Address.class);
    }

    /** The group over IPv6, likewise. */
    public static InetSocketAddress freeOverIpv6() throws IOException {
        return free("ff02::fb", Inet6Address.class);
    }

    private static InetSocketAddress free(String group, Class<? extends InetAddress> version) throws IOException {
        assumeTrue(hasMulticast(version), "no network interface carries multicast with an " + version.getSimpleName());
        try (DatagramSocket taken = new DatagramSocket(0)) {
            return new InetSocketAddress(InetAddress.ofLiteral(group), taken.getLocalPort());
        }
    }

    private static boolean hasMulticast(Class<? extends InetAddress> version) throws SocketException {
        for (NetworkInterface one : NetworkInterface.networkInterfaces().toList()) {
            if (one.isUp() && one.supportsMulticast() && one.inetAddresses().anyMatch(version::isInstance)) {
                return true;
            }
        }
        return false;
    }
}
