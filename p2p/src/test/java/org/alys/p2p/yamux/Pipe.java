package org.alys.p2p.yamux;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.LinkedBlockingDeque;
import org.alys.p2p.transport.Link;

/** One end of a link in memory. */
final class Pipe implements Link {
    private static final byte[] END = {};

    private final LinkedBlockingDeque<Piece> incoming = new LinkedBlockingDeque<>();
    private Pipe other = this;
    private volatile boolean closed;

    private record Piece(ByteBuffer bytes) {}

    /** Two ends. */
    static Pipe[] pair() {
        Pipe[] ends = {new Pipe(), new Pipe()};
        ends[0].other = ends[1];
        ends[1].other = ends[0];
        return ends;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            Piece head = incoming.take();
            if (!head.bytes.hasRemaining()) {
                incoming.addFirst(head);
                return -1;
            }
            int count = Math.min(length, head.bytes.remaining());
            head.bytes.get(target, offset, count);
            if (head.bytes.hasRemaining()) {
                incoming.addFirst(head);
            }
            return count;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void awaitWritable() {}

    @Override
    public void enqueue(byte[] bytes) throws IOException {
        if (closed) {
            throw new IOException("closed");
        }
        other.incoming.addLast(new Piece(ByteBuffer.wrap(bytes)));
    }

    @Override
    public void close() {
        closed = true;
        other.closed = true;
        incoming.addLast(new Piece(ByteBuffer.wrap(END)));
        other.incoming.addLast(new Piece(ByteBuffer.wrap(END)));
    }

    @Override
    public void abort() {
        close();
    }

    @Override
    public InetSocketAddress local() {
        return InetSocketAddress.createUnresolved("here", 1);
    }

    @Override
    public InetSocketAddress remote() {
        return InetSocketAddress.createUnresolved("there", 1);
    }
}
