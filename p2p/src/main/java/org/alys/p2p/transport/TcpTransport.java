package org.alys.p2p.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Dials and listens over TCP. */
public final class TcpTransport implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TcpTransport.class);

    private final Set<TcpListener> listeners = ConcurrentHashMap.newKeySet();
    private final Set<TcpLink> links = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** A bound listening socket. */
    public interface Listener {
        InetSocketAddress address();

        /** Accepts no more; connections that exist live on. */
        void close();
    }

    /** {@code address} with its host name looked up, if it has one. */
    public static InetSocketAddress resolve(InetSocketAddress address) throws IOException {
        return address.isUnresolved()
                ? new InetSocketAddress(InetAddress.getByName(address.getHostString()), address.getPort())
                : address;
    }

    /**
     * Connects.
     *
     * @throws IOException when the remote does not answer in {@code timeout} or refuses
     */
    public Link dial(InetSocketAddress address, Duration timeout) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.socket().connect(address, (int) timeout.toMillis());
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        return link(channel);
    }

    /**
     * Accepts connections.
     *
     * @param accepted gets each one on the thread that accepts, must not block, and owns it from then on
     * @throws IOException when the address cannot be listened on
     */
    public Listener listen(InetSocketAddress address, Consumer<Link> accepted) throws IOException {
        TcpListener listener = TcpListener.bind(address);
        listeners.add(listener);
        if (closed) {
            listener.close();
        }
        listener.start(channel -> welcome(channel, accepted));
        return listener;
    }

    private void welcome(SocketChannel channel, Consumer<Link> accepted) {
        try {
            accepted.accept(link(channel));
        } catch (IOException e) {
            LOG.debug("a connection ended as soon as it was accepted: {}", e.getMessage());
        }
    }

    private Link link(SocketChannel channel) throws IOException {
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            TcpLink link = new TcpLink(channel, links::remove);
            links.add(link);
            if (closed) {
                link.abort();
                throw new IOException("transport is closed");
            }
            return link;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Drops all connections and stops listening. */
    @Override
    public void close() {
        closed = true;
        listeners.forEach(TcpListener::close);
        links.forEach(TcpLink::abort);
    }
}
