package org.alys.bench;

import java.io.IOException;

/** Two connected nodes, of which one sends and the other one swallows. */
interface SinkPair extends AutoCloseable {
    /** Nanoseconds that so many writes of {@code size} bytes take over one stream, until the receiver says that it has all. */
    long nanos(int size, int writes) throws IOException;

    @Override
    void close() throws IOException;
}
