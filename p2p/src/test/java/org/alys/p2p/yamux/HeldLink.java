package org.alys.p2p.yamux;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.alys.p2p.transport.StagingLink;
import org.alys.p2p.wire.WireException;

/** A remote that sends nothing, and takes nothing until it is released. */
final class HeldLink implements StagingLink {
    private final CountDownLatch flushing = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private volatile boolean aborted;

    /** Waits until the sender is held. */
    void awaitFlush() throws InterruptedException {
        flushing.await();
    }

    void release() {
        released.countDown();
    }

    /** The frames that were sent, without their data. */
    synchronized List<Frame> frames() throws WireException {
        ByteBuffer bytes = ByteBuffer.wrap(sent.toByteArray());
        List<Frame> frames = new ArrayList<>();
        while (bytes.hasRemaining()) {
            byte[] head = new byte[Frame.HEAD_LENGTH];
            bytes.get(head);
            Frame frame = Frame.parse(head);
            frames.add(frame);
            if (frame.type() == Frame.Type.DATA) {
                bytes.position(bytes.position() + (int) frame.length());
            }
        }
        return frames;
    }

    @Override
    public synchronized void stage(byte[] source, int offset, int length) {
        sent.write(source, offset, length);
    }

    @Override
    public void flush() throws IOException {
        flushing.countDown();
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        if (aborted) {
            throw new IOException("aborted");
        }
    }

    @Override
    public void abort() {
        aborted = true;
        released.countDown();
        ended.countDown();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        return -1;
    }

    @Override
    public ByteBuffer take(int max) throws IOException {
        throw new IOException("nothing is ever sent");
    }

    @Override
    public void giveBack(ByteBuffer taken) {}

    @Override
    public void rest() {}

    @Override
    public InetSocketAddress local() {
        return InetSocketAddress.createUnresolved("here", 1);
    }

    @Override
    public InetSocketAddress remote() {
        return InetSocketAddress.createUnresolved("there", 1);
    }
}
