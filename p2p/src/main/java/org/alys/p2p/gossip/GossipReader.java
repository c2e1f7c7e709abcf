package org.alys.p2p.gossip;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.alys.p2p.host.Stream;
import org.alys.p2p.identity.PeerId;
import org.alys.p2p.time.Timers;
import org.alys.p2p.wire.Frames;
import org.alys.p2p.wire.WireException;

/** Reads what peers gossip, bounded in size, time and rate, and hands on what its authors signed. */
final class GossipReader {
    private final SharedRouter router;
    private final Map<PeerId, PeerLane> lanes;
    private final Consumer<GossipEvent> events;
    private final Timers timers;
    private final GossipOptions options;
    private final GossipCourt court;
    private final RpcCodec codec;
    private volatile boolean closed;

    GossipReader(
            SharedRouter router,
            Map<PeerId, PeerLane> lanes,
            Consumer<GossipEvent> events,
            Timers timers,
            GossipOptions options,
            GossipCourt court) {
        this.router = router;
        this.lanes = lanes;
        this.events = events;
        this.timers = timers;
        this.options = options;
        this.court = court;
        this.codec = new RpcCodec(options.limits());
    }

    /** Reads until the stream ends, breaks a rule, or nobody listens any more. */
    void read(Stream stream) throws IOException {
        PeerId peer = stream.peer();
        while (!closed) {
            OptionalInt length = length(stream);
            if (length.isEmpty()) {
                return;
            }
            byte[] frame = body(stream, length.getAsInt());
            if (router.ask(shared -> shared.accepts(peer))) {
                receive(peer, frame);
            }
        }
    }

    void close() {
        closed = true;
    }

    private OptionalInt length(Stream stream) throws IOException {
        try {
            return Frames.readLength(stream, options.limits().maxLength());
        } catch (WireException e) {
            breach(stream.peer(), Optional.empty(), String.valueOf(e.getMessage()));
            throw e;
        }
    }

    private byte[] body(Stream stream, int length) throws IOException {
        long begun = timers.nanos();
        Timers.Timer deadline = stream.abortAfter(options.frameTimeout());
        try {
            return Frames.readBody(stream, length);
        } catch (IOException e) {
            if (timers.nanos() - begun >= options.frameTimeout().toNanos()) {
                court.stalled(stream.peer());
            }
            throw e;
        } finally {
            deadline.cancel();
        }
    }

    private void breach(PeerId peer, Optional<String> topic, String why) {
        events.accept(new GossipEvent.Malformed(peer, topic));
        court.malformed(peer, why);
    }

    private void receive(PeerId peer, byte[] frame) throws IOException {
        Rpc rpc;
        try {
            rpc = codec.decode(frame);
        } catch (WireException e) {
            breach(peer, Optional.empty(), String.valueOf(e.getMessage()));
            throw e;
        }
        events.accept(new GossipEvent.Received(peer, rpc.withMessages(authentic(peer, rpc.messages()))));
        PeerLane lane = lanes.get(peer);
        if (lane != null) {
            pause(lane.pauseNanos(rpc.messages().size(), timers.nanos()));
        }
    }

    /** The messages of topics that are followed, up to the first new one that its author did not sign. */
    private List<GossipMessage> authentic(PeerId peer, List<GossipMessage> messages) {
        List<GossipMessage> authentic = new ArrayList<>();
        for (GossipMessage message : messages) {
            if (!router.ask(shared -> shared.follows(message.topic()))) {
                continue;
            }
            boolean seen = router.ask(shared -> shared.hasSeen(message, timers.nanos()));
            if (!seen && !MessageSigning.verify(message)) {
                breach(peer, Optional.of(message.topic()), "a message that its author did not sign");
                break;
            }
            authentic.add(message);
        }
        return authentic;
    }

    private void pause(long nanos) throws IOException {
        if (nanos <= 0) {
            return;
        }
        CountDownLatch over = new CountDownLatch(1);
        timers.after(Duration.ofNanos(nanos), over::countDown);
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
