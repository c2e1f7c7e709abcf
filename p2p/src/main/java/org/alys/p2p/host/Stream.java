package org.alys.p2p.host;

import java.io.IOException;
import java.time.Duration;
import org.alys.p2p.identity.PeerId;
import org.alys.p2p.time.Timers;
import org.alys.p2p.transport.Duplex;
import org.alys.p2p.yamux.YamuxStream;

/** A stream of an agreed protocol with one peer. Whoever opened it closes it; one that a handler got is closed when that returns. */
public final class Stream implements Duplex, AutoCloseable {
    private final YamuxStream stream;
    private final Connection connection;
    private final String protocol;
    private final Timers timers;

    Stream(YamuxStream stream, Connection connection, String protocol, Timers timers) {
        this.stream = stream;
        this.connection = connection;
        this.protocol = protocol;
        this.timers = timers;
    }

    public PeerId peer() {
        return connection.peer();
    }

    public Connection connection() {
        return connection;
    }

    public String protocol() {
        return protocol;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        return stream.read(target, offset, length);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        stream.write(source, offset, length);
    }

    /** Tells the remote that no more will come; reading goes on. */
    public void closeWrite() throws IOException {
        stream.closeWrite();
    }

    /** Ends both directions after what was written; what the remote still sends is dropped. */
    @Override
    public void close() throws IOException {
        stream.close();
    }

    /** Resets the stream: both sides fail. */
    @Override
    public void abort() {
        stream.abort();
    }

    /** Resets the stream after {@code limit}, unless the timer is cancelled before: no remote can hold the caller longer. */
    public Timers.Timer abortAfter(Duration limit) {
        return timers.after(limit, stream::abort);
    }
}
