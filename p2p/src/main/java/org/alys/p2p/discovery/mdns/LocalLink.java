package org.alys.p2p.discovery.mdns;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A socket in a multicast group, on every interface that carries multicast over the group's version of IP. Other programs may be in it on the
 * same port.
 */
final class LocalLink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalLink.class);
    private static final int TTL = 255;
    private static final int MAX_PACKET = 9000;

    private final DatagramChannel channel;
    private final InetSocketAddress group;
    private final List<NetworkInterface> interfaces;
    /** Choosing the interface and sending on it are two steps. */
    private final ReentrantLock sending = new ReentrantLock();

    private LocalLink(DatagramChannel channel, InetSocketAddress group, List<NetworkInterface> interfaces) {
        this.channel = channel;
        this.group = group;
        this.interfaces = interfaces;
    }

    /** @throws IOException when it is no group, no interface carries multicast, or the port is taken by a program that does not share it */
    static LocalLink join(InetSocketAddress group) throws IOException {
        if (!group.getAddress().isMulticastAddress()) {
            throw new IOException(group + " is no multicast group");
        }
        boolean six = group.getAddress() instanceof Inet6Address;
        List<NetworkInterface> interfaces = interfaces(six ? Inet6Address.class : Inet4Address.class);
        if (interfaces.isEmpty()) {
            throw new IOException("no network interface carries multicast over " + (six ? "IPv6" : "IPv4"));
        }
        DatagramChannel channel = open(six ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET);
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.setOption(StandardSocketOptions.IP_MULTICAST_TTL, TTL);
            channel.setOption(StandardSocketOptions.IP_MULTICAST_LOOP, true);
            channel.bind(new InetSocketAddress(group.getPort()));
            for (NetworkInterface one : interfaces) {
                channel.join(group.getAddress(), one);
            }
            return new LocalLink(channel, group, interfaces);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static DatagramChannel open(ProtocolFamily version) throws IOException {
        try {
            return DatagramChannel.open(version);
        } catch (UnsupportedOperationException e) {
            throw new IOException("this machine does not speak " + version, e);
        }
    }

    private static List<NetworkInterface> interfaces(Class<? extends InetAddress> version) throws SocketException {
        return NetworkInterface.networkInterfaces()
                .filter(one -> carriesMulticast(one, version))
                .toList();
    }

    private static boolean carriesMulticast(NetworkInterface one, Class<? extends InetAddress> version) {
        try {
            return one.isUp()
                    && one.supportsMulticast()
                    && !one.isPointToPoint()
                    && one.inetAddresses().anyMatch(version::isInstance);
        } catch (SocketException e) {
            LOG.debug("interface {} is passed over: {}", one.getName(), e.getMessage());
            return false;
        }
    }

    /** Sends on every interface; one that fails does not keep the others from it. */
    void send(byte[] packet) {
        sending.lock();
        try {
            for (NetworkInterface one : interfaces) {
                send(packet, one);
            }
        } finally {
            sending.unlock();
        }
    }

    private void send(byte[] packet, NetworkInterface one) {
        try {
            channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, one);
            channel.send(ByteBuffer.wrap(packet), group);
        } catch (IOException e) {
            LOG.debug("no multicast on {}: {}", one.getName(), e.getMessage());
        }
    }

    /** Waits for a packet; nothing when it did not come from the group's port, as answers and questions of peers do. */
    Optional<byte[]> receive() throws IOException {
        ByteBuffer packet = ByteBuffer.allocate(MAX_PACKET);
        SocketAddress from = channel.receive(packet);
        if (!(from instanceof InetSocketAddress sender) || sender.getPort() != group.getPort()) {
            return Optional.empty();
        }
        byte[] bytes = new byte[packet.position()];
        packet.flip().get(bytes);
        return Optional.of(bytes);
    }

    InetSocketAddress group() {
        return group;
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("socket of {} did not close: {}", group, e.getMessage());
        }
    }

    /** Where mDNS lives, over IPv4 and over IPv6 (RFC 6762, section 3). */
    static List<InetSocketAddress> standardGroups() {
        return Stream.of("224.0.0.251", "ff02::fb")
                .map(group -> new InetSocketAddress(InetAddress.ofLiteral(group), 5353))
                .toList();
    }
}
