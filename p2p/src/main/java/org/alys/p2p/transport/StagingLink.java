package org.alys.p2p.transport;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A link that gathers what is to be sent, so that many small parts cost as little as one, and hands out what came without a copy. */
public interface StagingLink extends Link {
    /** Takes a copy of the range, to be sent with the next {@link #flush}. Does not wait. */
    void stage(byte[] source, int offset, int length) throws IOException;

    /** Sends what is staged; waits while the remote does not take it. */
    void flush() throws IOException;

    /**
     * Waits for at least one byte.
     *
     * @param max bytes wanted at most, positive
     * @return bytes that belong to the caller; what they keep from being collected is not much larger than they are
     * @throws EOFException when the remote side will send no more
     */
    ByteBuffer take(int max) throws IOException;

    /** Lets the link use again what {@link #take} returned, of which nothing is needed any more. Any thread may do so. */
    void giveBack(ByteBuffer taken);

    /** Gives back the memory that only a busy link needs; nothing is staged. */
    void rest();

    @Override
    default void write(byte[] source, int offset, int length) throws IOException {
        stage(source, offset, length);
        flush();
    }
}
