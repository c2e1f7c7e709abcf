package org.alys.p2p.host;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.alys.p2p.identity.Multiaddr;
import org.alys.p2p.identity.PeerId;
import org.alys.p2p.identity.PublicKey;
import org.alys.p2p.negotiation.Multistream;
import org.alys.p2p.peers.Direction;
import org.alys.p2p.peers.PeerDescription;
import org.alys.p2p.time.Timers;
import org.alys.p2p.transport.StagingLink;
import org.alys.p2p.yamux.UnreadTotal;
import org.alys.p2p.yamux.YamuxSession;
import org.alys.p2p.yamux.YamuxStream;

/** A secured connection with one peer. */
public final class Connection {
    private final PublicKey remoteKey;
    private final PeerId peer;
    private final Direction direction;
    private final Multiaddr remoteAddress;
    private final long openedNanos;
    private final YamuxSession session;
    private final HostOptions options;
    private final Timers timers;
    /** Streams of each protocol that the remote has open. */
    private final ConcurrentHashMap<String, Integer> inboundStreams = new ConcurrentHashMap<>();

    private volatile Optional<PeerDescription> description = Optional.empty();

    Connection(
            PublicKey remoteKey,
            Direction direction,
            StagingLink link,
            HostOptions options,
            UnreadTotal unread,
            Timers timers,
            Protocols protocols) {
        this.remoteKey = remoteKey;
        this.peer = remoteKey.peerId();
        this.direction = direction;
        this.remoteAddress =
                Multiaddr.tcp(link.remote().getAddress(), link.remote().getPort());
        this.openedNanos = timers.nanos();
        this.options = options;
        this.timers = timers;
        this.session = new YamuxSession(
                link,
                direction == Direction.OUTBOUND,
                options.streams(),
                unread,
                timers,
                stream -> protocols.serve(this, stream));
    }

    public PeerId peer() {
        return peer;
    }

    public PublicKey remoteKey() {
        return remoteKey;
    }

    public Direction direction() {
        return direction;
    }

    /** Where the remote is; its port is not the one it listens on when it dialled. */
    public Multiaddr remoteAddress() {
        return remoteAddress;
    }

    /** When it was opened, by the host's monotonic clock. */
    public long openedNanos() {
        return openedNanos;
    }

    /** What the peer says about itself, once it has. */
    public Optional<PeerDescription> description() {
        return description;
    }

    /** Opens a stream of the first of {@code protocols} that the peer speaks; waits for its answer. */
    public OpenResult open(List<String> protocols) {
        YamuxStream stream;
        try {
            stream = session.open();
        } catch (IOException e) {
            return new OpenResult.Failed(String.valueOf(e.getMessage()));
        }
        Timers.Timer deadline = timers.after(options.handshakeTimeout(), stream::abort);
        try {
            Optional<String> agreed = Multistream.propose(stream, protocols);
            if (agreed.isEmpty()) {
                stream.close();
                return new OpenResult.Unsupported();
            }
            return new OpenResult.Opened(new Stream(stream, this, agreed.get(), timers));
        } catch (IOException e) {
            stream.abort();
            return new OpenResult.Failed(String.valueOf(e.getMessage()));
        } finally {
            deadline.cancel();
        }
    }

    /** Says goodbye and closes. */
    public void close() {
        session.close();
    }

    /** Waits until the goodbye is sent, but not longer than {@code limit}. */
    void awaitEnd(Duration limit) throws InterruptedException {
        session.awaitEnd(limit);
    }

    int openStreams() {
        return session.openStreams();
    }

    /** Reads until the connection ends, and says why it did. */
    String run() {
        return session.run();
    }

    void describe(PeerDescription said) {
        description = Optional.of(said);
    }

    /** Whether the remote may have one more stream of {@code protocol}; if so it is counted. */
    boolean enter(String protocol, int limit) {
        return inboundStreams.merge(protocol, 1, (count, one) -> Math.min(limit + 1, count + one)) <= limit;
    }

    void leave(String protocol) {
        inboundStreams.computeIfPresent(protocol, (name, count) -> count == 1 ? null : count - 1);
    }

    @Override
    public String toString() {
        return direction + " " + remoteAddress + " " + peer;
    }
}
