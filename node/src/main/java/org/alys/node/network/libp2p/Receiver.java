package org.alys.node.network.libp2p;

import java.io.EOFException;
import java.io.IOException;
import org.alys.node.network.FederationLink;
import org.alys.node.network.PeerMessage;
import org.alys.node.network.Traffic;
import org.alys.node.network.wire.Incoming;
import org.alys.node.network.wire.PeerMessageCodec;
import org.alys.p2p.host.Stream;
import org.alys.p2p.time.Timers;
import org.alys.p2p.wire.Frames;
import org.alys.p2p.wire.WireException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads one stream of a peer, message by message, and stops at the first that no honest peer sends. */
final class Receiver {
    private static final Logger LOG = LoggerFactory.getLogger(Receiver.class);
    /** Nodes that follow send requests and transactions, of which the longest fits. */
    private static final int MAX_FOLLOWER_FRAME = 320 << 10;

    private final Lane lane;
    private final Session session;
    private final PeerMessageCodec codec;
    private final Traffic traffic;
    private final Timers timers;
    private final Court court;

    /** Where offences are brought. */
    @FunctionalInterface
    interface Court {
        void judge(Session offender, Offence offence);
    }

    Receiver(Lane lane, Session session, PeerMessageCodec codec, Traffic traffic, Timers timers, Court court) {
        this.lane = lane;
        this.session = session;
        this.codec = codec;
        this.traffic = traffic;
        this.timers = timers;
        this.court = court;
    }

    /** Returns when the stream ends or the peer offends. */
    void read(Stream stream, FederationLink.Inbox inbox) throws IOException {
        if (lane == Lane.CONSENSUS && !session.role().isMember()) {
            court.judge(session, Offence.FORBIDDEN);
            return;
        }
        int longest = session.role().isMember() ? PeerMessageCodec.MAX_ENCODED_BYTES : MAX_FOLLOWER_FRAME;
        boolean goOn = true;
        while (goOn) {
            byte[] frame;
            try {
                frame = Frames.read(stream, longest);
            } catch (WireException e) {
                LOG.debug("{}: {}", session.peer(), e.getMessage());
                court.judge(session, Offence.OVERSIZED);
                return;
            } catch (EOFException _) {
                return;
            }
            goOn = take(frame, inbox);
        }
    }

    private boolean take(byte[] frame, FederationLink.Inbox inbox) {
        traffic.received(frame.length);
        if (!session.mayReceive(lane, timers.nanos())) {
            court.judge(session, Offence.TOO_MANY);
            return true;
        }
        return switch (codec.decode(frame)) {
            case Incoming.Message(PeerMessage message) -> deliver(message, inbox);
            case Incoming.UnknownKind(int number) -> {
                LOG.debug("{} sent a message of the unknown kind {}", session.peer(), number);
                court.judge(session, Offence.UNKNOWN_KIND);
                yield true;
            }
            case Incoming.Malformed(String reason) -> {
                LOG.debug("{}: {}", session.peer(), reason);
                court.judge(session, Offence.MALFORMED);
                yield false;
            }
        };
    }

    private boolean deliver(PeerMessage message, FederationLink.Inbox inbox) {
        boolean allowed = Lane.of(message) == lane && (session.role().isMember() || Lane.isOpenToFollowers(message));
        if (!allowed) {
            court.judge(session, Offence.FORBIDDEN);
            return false;
        }
        if (message instanceof PeerMessage.BlocksRequest && !session.mayAsk(timers.nanos())) {
            court.judge(session, Offence.TOO_MANY);
            return true;
        }
        inbox.receive(session.role().number(), message);
        return true;
    }
}
