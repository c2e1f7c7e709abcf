package org.alys.p2p.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A TCP connection: Netty's event loop moves the bytes, virtual threads wait for them here. */
final class TcpLink extends ChannelInboundHandlerAdapter implements Link {
    /** Unread bytes at which reading from the socket stops, and at which it goes on. */
    private static final int UNREAD_HIGH = 256 * 1024;

    private static final int UNREAD_LOW = 64 * 1024;
    /** Unsent bytes beyond the mark of writability at which a remote that reads nothing is cut off. */
    private static final long MAX_UNSENT = 4 * 1024 * 1024;

    private final Channel channel;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition readable = lock.newCondition();
    private final Condition writable = lock.newCondition();
    private final ArrayDeque<ByteBuf> unread = new ArrayDeque<>();
    private final AtomicBoolean flushQueued = new AtomicBoolean();
    private int unreadBytes;
    private boolean paused;
    private boolean ended;
    private Optional<Throwable> failure = Optional.empty();

    TcpLink(Channel channel) {
        this.channel = channel;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        boolean resume;
        int count;
        lock.lock();
        try {
            Waiting.until(readable, () -> !unread.isEmpty() || ended);
            if (unread.isEmpty()) {
                return endOfStream();
            }
            count = take(target, offset, length);
            resume = paused && unreadBytes <= UNREAD_LOW;
            paused &= !resume;
        } finally {
            lock.unlock();
        }
        if (resume) {
            channel.config().setAutoRead(true);
        }
        return count;
    }

    private int take(byte[] target, int offset, int length) {
        int done = 0;
        while (done < length && !unread.isEmpty()) {
            ByteBuf head = unread.getFirst();
            int count = Math.min(length - done, head.readableBytes());
            head.readBytes(target, offset + done, count);
            done += count;
            if (!head.isReadable()) {
                unread.removeFirst().release();
            }
        }
        unreadBytes -= done;
        return done;
    }

    private int endOfStream() throws IOException {
        if (failure.isPresent()) {
            throw new IOException("connection failed", failure.get());
        }
        return -1;
    }

    @Override
    public void awaitWritable() throws IOException {
        if (channel.isWritable()) {
            return;
        }
        lock.lock();
        try {
            Waiting.until(writable, () -> channel.isWritable() || ended);
            if (ended) {
                throw new IOException("connection is closed", failure.orElse(null));
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void enqueue(byte[] bytes) throws IOException {
        if (!channel.isActive()) {
            throw new IOException("connection is closed");
        }
        if (channel.bytesBeforeWritable() > MAX_UNSENT) {
            abort();
            throw new IOException("remote does not read");
        }
        // A write that fails comes back through exceptionCaught.
        var _ = channel.write(Unpooled.wrappedBuffer(bytes), channel.voidPromise());
        if (flushQueued.compareAndSet(false, true)) {
            channel.eventLoop().execute(this::queueFlush);
        }
    }

    /** One flush for many writes. It queues behind every write that saw a flush coming and asked for none. */
    private void queueFlush() {
        flushQueued.set(false);
        channel.eventLoop().execute(channel::flush);
    }

    @Override
    public void close() {
        stopReading();
        var _ = channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void abort() {
        stopReading();
        var _ = channel.close();
    }

    private void stopReading() {
        lock.lock();
        try {
            unread.forEach(ByteBuf::release);
            unread.clear();
            unreadBytes = 0;
            ended = true;
            readable.signalAll();
            writable.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public InetSocketAddress local() {
        return (InetSocketAddress) channel.localAddress();
    }

    @Override
    public InetSocketAddress remote() {
        return (InetSocketAddress) channel.remoteAddress();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        lock.lock();
        try {
            if (ended || !bytes.isReadable()) {
                bytes.release();
                return;
            }
            unread.addLast(bytes);
            unreadBytes += bytes.readableBytes();
            if (!paused && unreadBytes >= UNREAD_HIGH) {
                paused = true;
                channel.config().setAutoRead(false);
            }
            readable.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        lock.lock();
        try {
            writable.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        end(Optional.empty());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        end(Optional.of(cause));
        var _ = context.close();
    }

    private void end(Optional<Throwable> cause) {
        lock.lock();
        try {
            ended = true;
            failure = failure.or(() -> cause);
            readable.signalAll();
            writable.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
