package org.alys.p2p.yamux;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.alys.p2p.wire.WireException;

/** The streams of a session by their ids, and how many there may be. Odd ids are the initiator's. */
final class StreamTable {
    private final boolean initiator;
    private final YamuxLimits limits;
    private final ConcurrentHashMap<Integer, YamuxStream> streams = new ConcurrentHashMap<>();
    private final AtomicInteger outbound = new AtomicInteger();
    private final AtomicInteger inbound = new AtomicInteger();
    private final AtomicInteger handlers = new AtomicInteger();
    private int nextId;
    private int lastRemoteId;

    StreamTable(boolean initiator, YamuxLimits limits) {
        this.initiator = initiator;
        this.limits = limits;
        this.nextId = initiator ? 1 : 2;
    }

    /** A stream of this side's; the caller sees to it that one is opened at a time. */
    YamuxStream open(IntFunction<YamuxStream> maker) throws IOException {
        if (nextId < 0) {
            throw new IOException("session takes no more streams");
        }
        if (outbound.get() >= limits.maxOutboundStreams()) {
            throw new IOException("session has " + outbound + " streams open");
        }
        YamuxStream stream = maker.apply(nextId);
        nextId += 2;
        outbound.incrementAndGet();
        streams.put(stream.id(), stream);
        return stream;
    }

    /**
     * A stream that the remote opens, whose handler counts until {@link #handlerEnded}; empty when there are too many. Called by the
     * reading thread alone.
     *
     * @throws WireException when the remote must not use this id
     */
    Optional<YamuxStream> accept(int id, IntFunction<YamuxStream> maker) throws WireException {
        boolean remoteParity = (id & 1) == (initiator ? 0 : 1);
        if (!remoteParity || Integer.compareUnsigned(id, lastRemoteId) <= 0) {
            throw new WireException("yamux stream id " + Integer.toUnsignedString(id) + " cannot be opened");
        }
        lastRemoteId = id;
        if (inbound.get() >= limits.maxInboundStreams() || handlers.get() >= limits.maxInboundStreams()) {
            return Optional.empty();
        }
        YamuxStream stream = maker.apply(id);
        inbound.incrementAndGet();
        handlers.incrementAndGet();
        streams.put(id, stream);
        return Optional.of(stream);
    }

    void handlerEnded() {
        handlers.decrementAndGet();
    }

    Optional<YamuxStream> find(int id) {
        return Optional.ofNullable(streams.get(id));
    }

    void forget(YamuxStream stream) {
        if (streams.remove(stream.id(), stream)) {
            boolean opened = (stream.id() & 1) == (initiator ? 1 : 0);
            (opened ? outbound : inbound).decrementAndGet();
        }
    }

    int size() {
        return streams.size();
    }

    void failAll(String why) {
        streams.values().forEach(stream -> stream.fail(why));
        streams.clear();
    }
}
