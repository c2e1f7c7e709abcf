package org.alys.p2p.yamux;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.LinkedBlockingDeque;
import org.alys.p2p.transport.StagingLink;

/** One end of a link in memory. */
final class Pipe implements StagingLink {
    private static final byte[] END = {};

    private final LinkedBlockingDeque<Piece> incoming = new LinkedBlockingDeque<>();
    private final ByteArrayOutputStream staged = new ByteArrayOutputStream();
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
        ByteBuffer taken = next(length);
        int count = taken.remaining();
        if (count == 0) {
            return -1;
        }
        taken.get(target, offset, count);
        return count;
    }

    @Override
    public ByteBuffer take(int max) throws IOException {
        ByteBuffer taken = next(max);
        if (!taken.hasRemaining()) {
            throw new EOFException("closed");
        }
        return taken;
    }

    /** Empty at the end. */
    private ByteBuffer next(int max) throws IOException {
        try {
            Piece head = incoming.take();
            int count = Math.min(max, head.bytes.remaining());
            ByteBuffer taken = head.bytes.slice(head.bytes.position(), count);
            head.bytes.position(head.bytes.position() + count);
            if (count == 0 || head.bytes.hasRemaining()) {
                incoming.addFirst(head);
            }
            return taken;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void stage(byte[] source, int offset, int length) {
        if (length > 0) {
            staged.write(source, offset, length);
        }
    }

    @Override
    public void flush() throws IOException {
        if (closed) {
            throw new IOException("closed");
        }
        if (staged.size() > 0) {
            other.incoming.addLast(new Piece(ByteBuffer.wrap(staged.toByteArray())));
            staged.reset();
        }
    }

    @Override
    public void giveBack(ByteBuffer taken) {}

    @Override
    public void rest() {}

    @Override
    public void abort() {
        closed = true;
        other.closed = true;
        incoming.addLast(new Piece(ByteBuffer.wrap(END)));
        other.incoming.addLast(new Piece(ByteBuffer.wrap(END)));
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
