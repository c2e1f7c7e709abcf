package org.alys.p2p.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Dials and listens over TCP. */
public final class TcpTransport implements AutoCloseable {
    private static final WriteBufferWaterMark UNSENT = new WriteBufferWaterMark(128 * 1024, 512 * 1024);
    private static final int BACKLOG = 128;

    private final EventLoopGroup loops;

    /**
     * @param threads event loops; they only move bytes, one or two are enough for hundreds of connections
     */
    public TcpTransport(int threads) {
        loops = new MultiThreadIoEventLoopGroup(
                threads, Thread.ofPlatform().name("p2p-tcp-", 0).daemon().factory(), NioIoHandler.newFactory());
    }

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
        CompletableFuture<Link> made = new CompletableFuture<>();
        ChannelFuture future = new Bootstrap()
                .group(loops)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) timeout.toMillis())
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, UNSENT)
                .handler(initializer(made::complete))
                .connect(address);
        await(future);
        return made.join();
    }

    /**
     * Accepts connections.
     *
     * @param accepted gets each one on an event loop, must not block, and owns it from then on
     */
    public Listener listen(InetSocketAddress address, Consumer<Link> accepted) throws IOException {
        ChannelFuture future = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, UNSENT)
                .childHandler(initializer(accepted))
                .bind(address);
        await(future);
        Channel channel = future.channel();
        return new Listener() {
            @Override
            public InetSocketAddress address() {
                return (InetSocketAddress) channel.localAddress();
            }

            @Override
            public void close() {
                channel.close().awaitUninterruptibly();
            }
        };
    }

    /** Drops all connections and stops listening. */
    @Override
    public void close() {
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private static ChannelInitializer<SocketChannel> initializer(Consumer<Link> ready) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(SocketChannel channel) {
                TcpLink link = new TcpLink(channel);
                channel.pipeline().addLast(link);
                ready.accept(link);
            }
        };
    }

    private static void await(Future<?> future) throws IOException {
        try {
            future.await();
        } catch (InterruptedException e) {
            future.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        if (!future.isSuccess()) {
            Throwable cause = future.cause();
            throw new IOException(String.valueOf(cause.getMessage()), cause);
        }
    }
}
