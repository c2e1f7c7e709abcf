package org.alys.p2p.gossip;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.alys.p2p.host.Connection;
import org.alys.p2p.host.OpenResult;
import org.alys.p2p.host.Stream;
import org.alys.p2p.peers.RateLimit;
import org.alys.p2p.transport.Waiting;
import org.alys.p2p.wire.Frames;

/** What waits to be sent to one peer, and the stream it is sent on. */
final class PeerLane {
    private final Connection connection;
    private final int maxQueued;
    private final long maxQueuedBytes;
    private final RateLimit inbound;
    private final LongAdder dropped;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<byte[]> urgent = new ArrayDeque<>();
    private final ArrayDeque<byte[]> patient = new ArrayDeque<>();
    private long queuedBytes;
    private boolean closed;

    /** @param dropped counts RPCs that are not sent because too many wait */
    PeerLane(Connection connection, GossipOptions options, RateLimit inbound, LongAdder dropped) {
        this.connection = connection;
        this.maxQueued = options.maxQueued();
        this.maxQueuedBytes = options.maxQueuedBytes();
        this.inbound = inbound;
        this.dropped = dropped;
    }

    /**
     * Queues without waiting; drops what does not fit.
     *
     * @param waits whether it lets others pass, and makes room for them
     */
    void offer(byte[] rpc, boolean waits) {
        lock.lock();
        try {
            while (!waits && !patient.isEmpty() && !fits(rpc)) {
                queuedBytes -= patient.removeLast().length;
                dropped.increment();
            }
            if (closed || !fits(rpc)) {
                dropped.increment();
                return;
            }
            (waits ? patient : urgent).addLast(rpc);
            queuedBytes += rpc.length;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean fits(byte[] rpc) {
        return urgent.size() + patient.size() < maxQueued && queuedBytes + rpc.length <= maxQueuedBytes;
    }

    Connection connection() {
        return connection;
    }

    /** Sends until the lane is closed or the stream fails; why it did. */
    String run(List<String> protocols) {
        return switch (connection.open(protocols)) {
            case OpenResult.Unsupported() -> "peer does not speak gossipsub";
            case OpenResult.Failed(String why) -> why;
            case OpenResult.Opened(Stream stream) -> {
                try (stream) {
                    send(stream);
                    yield "closed here";
                } catch (IOException e) {
                    stream.abort();
                    yield String.valueOf(e.getMessage());
                }
            }
        };
    }

    private void send(Stream stream) throws IOException {
        for (Optional<byte[]> next = take(); next.isPresent(); next = take()) {
            stream.write(Frames.frame(next.get()));
        }
    }

    private Optional<byte[]> take() throws IOException {
        lock.lock();
        try {
            Waiting.until(changed, () -> closed || !urgent.isEmpty() || !patient.isEmpty());
            if (closed) {
                return Optional.empty();
            }
            byte[] next = (urgent.isEmpty() ? patient : urgent).removeFirst();
            queuedBytes -= next.length;
            return Optional.of(next);
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How long to wait before reading on, after {@code messages} arrived. */
    long pauseNanos(int messages, long nanos) {
        lock.lock();
        try {
            return inbound.take(messages, nanos).toNanos();
        } finally {
            lock.unlock();
        }
    }
}
