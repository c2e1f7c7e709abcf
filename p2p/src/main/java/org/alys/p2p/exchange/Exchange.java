package org.alys.p2p.exchange;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.alys.p2p.host.Host;
import org.alys.p2p.host.OpenResult;
import org.alys.p2p.host.Stream;
import org.alys.p2p.identity.PeerId;
import org.alys.p2p.peers.RateLimit;
import org.alys.p2p.time.Timers;
import org.alys.p2p.wire.Frames;
import org.alys.p2p.wire.Varint;
import org.alys.p2p.wire.WireException;
import org.alys.primitives.Bytes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves and makes requests over a host. */
public final class Exchange {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
    private static final int SUCCESS = 0;
    private static final int MAX_TEXT = 256;
    private static final int MAX_PEERS = 4096;

    private final Host host;
    private final Timers timers;
    private final Consumer<PeerId> overRate;

    /** Refuses who asks too often, and leaves it at that. */
    public Exchange(Host host, Timers timers) {
        this(host, timers, peer -> {});
    }

    /** @param overRate told of each request that is refused because its peer asks too often; must return soon */
    public Exchange(Host host, Timers timers, Consumer<PeerId> overRate) {
        this.host = host;
        this.timers = timers;
        this.overRate = overRate;
    }

    /** Serves {@code protocol} from now on. */
    public void serve(RequestProtocol protocol, RequestHandler handler) {
        Rates rates = new Rates(protocol);
        host.handle(protocol.name(), RequestProtocol.MAX_STREAMS, stream -> answer(protocol, handler, rates, stream));
    }

    private void answer(RequestProtocol protocol, RequestHandler handler, Rates rates, Stream stream)
            throws IOException {
        Timers.Timer deadline = stream.abortAfter(protocol.timeout());
        try {
            Bytes request = Bytes.of(read(stream, protocol.maxRequest(), "request"));
            boolean allowed = rates.allow(stream.peer(), timers.nanos());
            Answer answer = allowed
                    ? judged(handler, stream.peer(), request)
                    : new Answer.Refused(Reason.RATE_LIMITED, "too many requests");
            send(protocol, stream, answer);
            stream.closeWrite();
            if (!allowed) {
                overRate.accept(stream.peer());
            }
        } finally {
            deadline.cancel();
        }
    }

    private static Answer judged(RequestHandler handler, PeerId peer, Bytes request) {
        try {
            return handler.answer(peer, request);
        } catch (RuntimeException e) {
            LOG.error("a request of {} could not be answered", peer, e);
            return new Answer.Refused(Reason.SERVER_ERROR, "internal error");
        }
    }

    private static void send(RequestProtocol protocol, Stream stream, Answer answer) throws IOException {
        switch (answer) {
            case Answer.Refused(Reason reason, String text) -> {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                stream.write(chunk(reason.code(), Arrays.copyOf(bytes, Math.min(bytes.length, MAX_TEXT))));
            }
            case Answer.Chunks(Iterable<Bytes> chunks) -> {
                int count = 0;
                long total = 0;
                for (Bytes content : chunks) {
                    count++;
                    total += content.size();
                    if (count > protocol.maxChunks()
                            || content.size() > protocol.maxChunk()
                            || total > protocol.maxAnswer()) {
                        return;
                    }
                    stream.write(chunk(SUCCESS, content.toArray()));
                }
            }
        }
    }

    /** Makes one request of a connected peer and waits for the whole answer. */
    public Reply ask(PeerId peer, RequestProtocol protocol, Bytes request) {
        if (request.size() > protocol.maxRequest()) {
            throw new IllegalArgumentException("request of " + request.size() + " bytes");
        }
        return switch (host.open(peer, List.of(protocol.name()))) {
            case OpenResult.Unsupported() -> new Reply.Unsupported();
            case OpenResult.Failed(String why) -> new Reply.Failed(why);
            case OpenResult.Opened(Stream stream) -> {
                Timers.Timer deadline = stream.abortAfter(protocol.timeout());
                try (stream) {
                    stream.write(payload(request.toArray()));
                    stream.closeWrite();
                    yield receive(protocol, stream);
                } catch (WireException e) {
                    stream.abort();
                    yield new Reply.Broken(String.valueOf(e.getMessage()));
                } catch (IOException e) {
                    stream.abort();
                    yield new Reply.Failed(String.valueOf(e.getMessage()));
                } finally {
                    deadline.cancel();
                }
            }
        };
    }

    private static Reply receive(RequestProtocol protocol, Stream stream) throws IOException {
        List<Bytes> chunks = new ArrayList<>();
        int remaining = protocol.maxAnswer();
        byte[] code = new byte[1];
        while (stream.read(code, 0, 1) > 0) {
            if (code[0] != SUCCESS) {
                String text = new String(read(stream, MAX_TEXT, "refusal"), StandardCharsets.UTF_8);
                return new Reply.Refused(Reason.of(code[0] & 0xff), text);
            }
            if (chunks.size() == protocol.maxChunks()) {
                throw new WireException("answer of more than " + protocol.maxChunks() + " chunks");
            }
            byte[] content = read(stream, Math.min(protocol.maxChunk(), remaining), "chunk");
            remaining -= content.length;
            chunks.add(Bytes.of(content));
        }
        return new Reply.Answered(chunks);
    }

    private static byte[] read(Stream stream, int maxLength, String what) throws IOException {
        OptionalInt length = Frames.readLength(stream, maxLength);
        if (length.isEmpty()) {
            throw new WireException(what + " is missing");
        }
        return SnappyFrames.decode(stream, length.getAsInt());
    }

    private static byte[] chunk(int code, byte[] content) {
        byte[] payload = payload(content);
        byte[] out = new byte[1 + payload.length];
        out[0] = (byte) code;
        System.arraycopy(payload, 0, out, 1, payload.length);
        return out;
    }

    private static byte[] payload(byte[] content) {
        byte[] length = Varint.encode(content.length);
        byte[] frames = SnappyFrames.encode(content);
        byte[] out = Arrays.copyOf(length, length.length + frames.length);
        System.arraycopy(frames, 0, out, length.length, frames.length);
        return out;
    }

    /** The rate of each peer; it outlives the connection. */
    private static final class Rates {
        private final RequestProtocol protocol;
        private final ReentrantLock lock = new ReentrantLock();
        private final Map<PeerId, RateLimit> limits = new LinkedHashMap<>(16, 0.75f, true);

        Rates(RequestProtocol protocol) {
            this.protocol = protocol;
        }

        boolean allow(PeerId peer, long nanos) {
            lock.lock();
            try {
                if (limits.size() >= MAX_PEERS && !limits.containsKey(peer)) {
                    limits.remove(limits.keySet().iterator().next());
                }
                return limits.computeIfAbsent(peer, id -> new RateLimit(protocol.burst(), protocol.perSecond(), nanos))
                        .tryTake(1, nanos);
            } finally {
                lock.unlock();
            }
        }
    }
}
