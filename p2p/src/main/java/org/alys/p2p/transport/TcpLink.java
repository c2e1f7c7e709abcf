package org.alys.p2p.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A TCP connection: the virtual thread that reads or writes makes the system call itself. */
final class TcpLink implements Link {
    private static final Logger LOG = LoggerFactory.getLogger(TcpLink.class);

    /** Short messages are read many at a time; long ones past this, straight to where they belong. */
    private static final int AHEAD = 2048;
    /** The JDK copies what it is given before each system call, also the part that the socket then has no room for. */
    private static final int MAX_WRITE = 128 * 1024;
    /** Bytes after which a thread that never had to wait lets others run. */
    private static final int TURN = 1024 * 1024;

    private final SocketChannel channel;
    private final InetSocketAddress local;
    private final InetSocketAddress remote;
    private final Consumer<TcpLink> ended;
    private final ByteBuffer ahead = ByteBuffer.allocate(AHEAD).limit(0);
    private int readInTurn;
    private int writtenInTurn;

    /** @param ended told when the link is closed here */
    TcpLink(SocketChannel channel, Consumer<TcpLink> ended) throws IOException {
        this.channel = channel;
        this.local = (InetSocketAddress) channel.getLocalAddress();
        this.remote = (InetSocketAddress) channel.getRemoteAddress();
        this.ended = ended;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!ahead.hasRemaining()) {
            return receive(ByteBuffer.wrap(target, offset, length));
        }
        int count = Math.min(length, ahead.remaining());
        ahead.get(target, offset, count);
        return count;
    }

    private int receive(ByteBuffer target) throws IOException {
        int wanted = target.remaining();
        ahead.clear();
        long count = -1;
        try {
            count = channel.read(new ByteBuffer[] {target, ahead});
        } catch (ClosedChannelException e) {
            throw new IOException("connection is closed", e);
        } finally {
            ahead.limit((int) Math.max(0, count - wanted)).position(0);
        }
        readInTurn = turn(readInTurn + (int) count);
        return (int) Math.min(count, wanted);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(source, offset, 0);
        int end = offset + length;
        try {
            while (bytes.position() < end) {
                bytes.limit(Math.min(end, bytes.position() + MAX_WRITE));
                writtenInTurn = turn(writtenInTurn + channel.write(bytes));
            }
        } catch (ClosedChannelException e) {
            throw new IOException("connection is closed", e);
        }
    }

    /** Virtual threads are not preempted; nothing depends on it but that others get their turn. */
    @SuppressWarnings("ThreadPriorityCheck")
    private static int turn(int bytes) {
        if (bytes < TURN) {
            return bytes;
        }
        Thread.yield();
        return 0;
    }

    @Override
    public void abort() {
        ended.accept(this);
        try {
            channel.close();
        } catch (IOException e) {
            // It is of no use any more, whatever went wrong.
            LOG.debug("closing the connection with {}: {}", remote, e.getMessage());
        }
    }

    @Override
    public InetSocketAddress local() {
        return local;
    }

    @Override
    public InetSocketAddress remote() {
        return remote;
    }
}
