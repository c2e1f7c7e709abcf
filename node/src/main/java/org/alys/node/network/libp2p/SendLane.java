package org.alys.node.network.libp2p;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.alys.node.network.Traffic;
import org.alys.p2p.host.Host;
import org.alys.p2p.host.OpenResult;
import org.alys.p2p.host.Stream;
import org.alys.p2p.identity.PeerId;
import org.alys.p2p.time.Timers;
import org.alys.p2p.wire.Frames;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes messages to one peer alone, on a thread of its own. A message that fails is lost; the next one opens a new stream. */
final class SendLane implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SendLane.class);
    /** The longest that a peer may take for one message. */
    private static final Duration WRITE_LIMIT = Duration.ofSeconds(30);

    private final Host host;
    private final PeerId peer;
    private final String protocol;
    private final SendQueue queue;
    private final Traffic traffic;
    private volatile Optional<Stream> stream = Optional.empty();

    SendLane(Host host, PeerId peer, String protocol, SendQueue queue, Traffic traffic) {
        this.host = host;
        this.peer = peer;
        this.protocol = protocol;
        this.queue = queue;
        this.traffic = traffic;
        Thread.ofVirtual().name("send " + protocol).start(this::run);
    }

    /** Never waits. */
    void send(Outgoing message) {
        traffic.dropped(queue.put(message));
    }

    private void run() {
        try {
            for (Optional<Outgoing> next = queue.take(); next.isPresent(); next = queue.take()) {
                write(next.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            stream.ifPresent(Stream::abort);
        }
    }

    private void write(Outgoing message) {
        byte[] frame;
        try {
            frame = Frames.frame(message.encoded());
        } catch (IllegalArgumentException e) {
            LOG.error("NET006 a message cannot be sent: {}", e.getMessage());
            traffic.dropped(1);
            return;
        }
        if (stream.isEmpty()) {
            stream = open();
        }
        stream.ifPresentOrElse(open -> write(open, frame), () -> traffic.dropped(1));
    }

    private void write(Stream open, byte[] frame) {
        Timers.Timer limit = open.abortAfter(WRITE_LIMIT);
        try {
            open.write(frame);
            traffic.sent(frame.length);
        } catch (IOException e) {
            LOG.debug("a message to {} is lost: {}", peer, e.getMessage());
            open.abort();
            stream = Optional.empty();
            traffic.dropped(1);
        } finally {
            limit.cancel();
        }
    }

    private Optional<Stream> open() {
        return switch (host.open(peer, List.of(protocol))) {
            case OpenResult.Opened(Stream opened) -> Optional.of(opened);
            case OpenResult.Unsupported() -> {
                LOG.debug("{} does not speak {}", peer, protocol);
                yield Optional.empty();
            }
            case OpenResult.Failed(String why) -> {
                LOG.debug("no stream {} to {}: {}", protocol, peer, why);
                yield Optional.empty();
            }
        };
    }

    @Override
    public void close() {
        queue.close();
        stream.ifPresent(Stream::abort);
    }
}
