package org.alys.p2p.transport;

import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * One connection to one remote. One thread reads at a time. Writers choose: {@link #write} waits for the remote, {@link #enqueue} does
 * not, for threads that must never wait for it (the one that reads, above all: two readers that wait for each other wait forever).
 */
public interface Link extends Duplex {
    /** Waits until little enough is queued for sending. */
    void awaitWritable() throws IOException;

    /**
     * Queues bytes for sending without waiting. A remote that lets far too much pile up is cut off.
     *
     * @param bytes now belong to the link
     */
    void enqueue(byte[] bytes) throws IOException;

    @Override
    default void write(byte[] source, int offset, int length) throws IOException {
        awaitWritable();
        byte[] copy = new byte[length];
        System.arraycopy(source, offset, copy, 0, length);
        enqueue(copy);
    }

    InetSocketAddress local();

    InetSocketAddress remote();

    /** Sends what is queued, then closes; reading ends. Does not wait. */
    void close();
}
