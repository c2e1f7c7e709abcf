package org.alys.p2p.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A bound listening socket, and the virtual thread that accepts on it. */
final class TcpListener implements TcpTransport.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(TcpListener.class);
    private static final int BACKLOG = 128;
    /** Too many open files fail every accept until some are closed; trying without pause would take a core. */
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final ServerSocketChannel socket;
    private final InetSocketAddress address;

    private TcpListener(ServerSocketChannel socket) throws IOException {
        this.socket = socket;
        this.address = (InetSocketAddress) socket.getLocalAddress();
    }

    static TcpListener bind(InetSocketAddress address) throws IOException {
        ServerSocketChannel socket = ServerSocketChannel.open();
        try {
            socket.setOption(StandardSocketOptions.SO_REUSEADDR, true).bind(address, BACKLOG);
            return new TcpListener(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Accepts until it is closed. */
    void start(Consumer<SocketChannel> accepted) {
        Thread.ofVirtual().name("p2p-listen").start(() -> acceptAll(accepted));
    }

    private void acceptAll(Consumer<SocketChannel> accepted) {
        while (socket.isOpen()) {
            try {
                accepted.accept(socket.accept());
            } catch (ClosedChannelException e) {
                LOG.debug("no longer listening on {}", address);
            } catch (IOException e) {
                LOG.warn("cannot accept on {}: {}", address, e.getMessage());
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.warn("closing the listening socket {}: {}", address, e.getMessage());
        }
    }
}
