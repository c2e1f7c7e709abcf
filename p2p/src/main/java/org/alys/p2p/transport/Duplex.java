package org.alys.p2p.transport;

import java.io.EOFException;
import java.io.IOException;

/** A two-way stream of bytes whose calls block a virtual thread. */
public interface Duplex {
    /**
     * Waits for at least one byte.
     *
     * @return how many bytes were read, or -1 when the remote side will send no more
     */
    int read(byte[] target, int offset, int length) throws IOException;

    /** Hands over all the bytes; waits while the remote side does not take them. */
    void write(byte[] source, int offset, int length) throws IOException;

    /** Drops the stream at once, in both directions; whoever waits in it fails. */
    void abort();

    default void write(byte[] source) throws IOException {
        write(source, 0, source.length);
    }

    /**
     * Fills the range.
     *
     * @throws EOFException when the stream ends before
     */
    default void readFully(byte[] target, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            int count = read(target, offset + done, length - done);
            if (count < 0) {
                throw new EOFException("stream ended after " + done + " of " + length + " bytes");
            }
            done += count;
        }
    }
}
