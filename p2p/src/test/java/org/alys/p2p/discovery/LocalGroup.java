package org.alys.p2p.discovery;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;

/** A multicast group that nobody else on this network uses. */
public final class LocalGroup {
    private LocalGroup() {}

    /** The group, on a port that was free; skips the test on a machine without multicast. */
    public static InetSocketAddress free() throws IOException {
        assumeTrue(hasMulticast(), "no network interface carries multicast");
        try (DatagramSocket taken = new DatagramSocket(0)) {
            return new InetSocketAddress(InetAddress.ofLiteral("224.0.0.251"), taken.getLocalPort());
        }
    }

    private static boolean hasMulticast() throws SocketException {
        for (NetworkInterface one : NetworkInterface.networkInterfaces().toList()) {
            if (one.isUp() && one.supportsMulticast() && one.inetAddresses().anyMatch(Inet4Address.class::isInstance)) {
                return true;
            }
        }
        return false;
    }
}
