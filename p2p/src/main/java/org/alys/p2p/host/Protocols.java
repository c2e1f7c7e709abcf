package org.alys.p2p.host;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.alys.p2p.negotiation.Multistream;
import org.alys.p2p.time.Timers;
import org.alys.p2p.yamux.YamuxStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The protocols this host serves, and the life of one stream that a remote opened. */
final class Protocols {
    private static final Logger LOG = LoggerFactory.getLogger(Protocols.class);

    private final Map<String, Served> served = new ConcurrentHashMap<>();
    private final HostOptions options;
    private final Timers timers;

    Protocols(HostOptions options, Timers timers) {
        this.options = options;
        this.timers = timers;
    }

    private record Served(int maxStreams, StreamHandler handler) {}

    void add(String protocol, int maxStreamsPerConnection, StreamHandler handler) {
        if (protocol.isEmpty() || protocol.length() > Multistream.MAX_NAME || maxStreamsPerConnection < 1) {
            throw new IllegalArgumentException("protocol " + protocol + ", streams " + maxStreamsPerConnection);
        }
        served.put(protocol, new Served(maxStreamsPerConnection, handler));
    }

    void remove(String protocol) {
        served.remove(protocol);
    }

    Set<String> names() {
        return new TreeSet<>(served.keySet());
    }

    /** Agrees on a protocol and serves it. */
    void serve(Connection connection, YamuxStream stream) {
        try {
            String protocol = agree(stream);
            Served found = served.get(protocol);
            if (found == null || !connection.enter(protocol, found.maxStreams)) {
                stream.abort();
                return;
            }
            try {
                found.handler.handle(new Stream(stream, connection, protocol, timers));
            } finally {
                connection.leave(protocol);
            }
            stream.close();
        } catch (IOException e) {
            LOG.debug("stream from {} ended: {}", connection, e.getMessage());
            stream.abort();
        } catch (RuntimeException e) {
            LOG.error("a protocol handler failed on a stream from {}", connection, e);
            stream.abort();
        }
    }

    private String agree(YamuxStream stream) throws IOException {
        Timers.Timer deadline = timers.after(options.handshakeTimeout(), stream::abort);
        try {
            return Multistream.answer(stream, served::containsKey);
        } finally {
            deadline.cancel();
        }
    }
}
