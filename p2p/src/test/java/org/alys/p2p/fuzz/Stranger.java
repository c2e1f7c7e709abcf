package org.alys.p2p.fuzz;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.alys.p2p.transport.Link;

/** A remote that has sent all it ever will, and takes whatever it is sent. */
public final class Stranger implements Link {
    private final byte[] sent;
    private int position;
    private volatile boolean closed;

    /** A remote that sends these bytes and closes. */
    public Stranger(byte[] sent) {
        this.sent = sent;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (position == sent.length) {
            return -1;
        }
        int count = Math.min(length, sent.length - position);
        System.arraycopy(sent, position, target, offset, count);
        position += count;
        return count;
    }

    @Override
    public void awaitWritable() {}

    @Override
    public void enqueue(byte[] bytes) throws IOException {
        if (closed) {
            throw new IOException("closed");
        }
    }

    @Override
    public InetSocketAddress local() {
        return InetSocketAddress.createUnresolved("here", 1);
    }

    @Override
    public InetSocketAddress remote() {
        return InetSocketAddress.createUnresolved("there", 1);
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public void abort() {
        closed = true;
    }
}
