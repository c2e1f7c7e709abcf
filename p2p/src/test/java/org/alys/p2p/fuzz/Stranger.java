package org.alys.p2p.fuzz;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.alys.p2p.transport.StagingLink;

/** A remote that has sent all it ever will, and takes whatever it is sent. */
public final class Stranger implements StagingLink {
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
    public ByteBuffer take(int max) throws IOException {
        if (position == sent.length) {
            throw new EOFException("it has sent all it ever will");
        }
        ByteBuffer taken = ByteBuffer.wrap(sent, position, Math.min(max, sent.length - position));
        position += taken.remaining();
        return taken;
    }

    @Override
    public void stage(byte[] source, int offset, int length) {}

    @Override
    public void giveBack(ByteBuffer taken) {}

    @Override
    public void rest() {}

    @Override
    public void flush() throws IOException {
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
    public void abort() {
        closed = true;
    }
}
