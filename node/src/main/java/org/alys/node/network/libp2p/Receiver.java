package org.alys.node.network.libp2p;

import java.io.IOException;
import java.util.OptionalInt;
import org.alys.node.network.FederationLink;
import org.alys.node.network.PeerMessage;
import org.alys.node.network.wire.Incoming;
import org.alys.node.network.wire.PeerMessageCodec;
import org.alys.p2p.host.Stream;
import org.alys.p2p.wire.Frames;
import org.alys.p2p.wire.WireException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what one peer sends to this node alone, message by message, and stops at the first that no honest peer sends. */
final class Receiver {
    private static final Logger LOG = LoggerFactory.getLogger(Receiver.class);
    /** Of a node that was asked nothing. */
    private static final int MAX_REQUEST_BYTES = 1 << 10;

    private final Session session;
    private final TopicGuard.Parts parts;

    Receiver(Session session, TopicGuard.Parts parts) {
        this.session = session;
        this.parts = parts;
    }

    /** Returns when the stream ends or the peer offends. */
    void read(Stream stream, FederationLink.Inbox inbox) throws IOException {
        boolean goOn = true;
        while (goOn) {
            byte[] frame;
            try {
                OptionalInt length = Frames.readLength(stream, PeerMessageCodec.MAX_ENCODED_BYTES);
                if (length.isEmpty()) {
                    return;
                }
                // It may have been asked since it sent the message before this one.
                if (!session.mayAnswer() && length.getAsInt() > MAX_REQUEST_BYTES) {
                    throw new WireException("a request of " + length.getAsInt() + " bytes");
                }
                frame = Frames.readBody(stream, length.getAsInt());
            } catch (WireException e) {
                LOG.debug("{}: {}", session.peer(), e.getMessage());
                offend(Offence.OVERSIZED);
                return;
            }
            goOn = take(frame, inbox);
        }
    }

    private boolean take(byte[] frame, FederationLink.Inbox inbox) {
        parts.traffic().received(frame.length);
        if (!session.mayAsk(parts.timers().nanos())) {
            offend(Offence.TOO_MANY);
            return true;
        }
        return switch (parts.codec().decode(frame)) {
            case Incoming.Message(PeerMessage.BlocksRequest request) -> {
                inbox.take(session.role().number(), request);
                yield true;
            }
            case Incoming.Message(PeerMessage.Blocks blocks)
            when session.mayAnswer() -> {
                inbox.take(session.role().number(), blocks);
                yield true;
            }
            case Incoming.Message _ -> {
                offend(Offence.FORBIDDEN);
                yield false;
            }
            case Incoming.UnknownKind _ -> {
                offend(Offence.UNKNOWN_KIND);
                yield true;
            }
            case Incoming.Malformed(String reason) -> {
                LOG.debug("{}: {}", session.peer(), reason);
                offend(Offence.MALFORMED);
                yield false;
            }
        };
    }

    private void offend(Offence offence) {
        parts.discipline().offend(session.peer(), offence);
    }
}
