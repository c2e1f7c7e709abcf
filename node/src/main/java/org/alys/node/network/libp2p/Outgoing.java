package org.alys.node.network.libp2p;

import java.util.Optional;
import org.alys.node.network.PeerMessage;
import org.alys.node.network.wire.PeerMessageCodec;
import org.alys.p2p.wire.Frames;

/** A message on its way to one peer or many. It is encoded once, by whoever writes it first: not by who sends it. */
final class Outgoing {
    private final PeerMessage message;
    private final PeerMessageCodec codec;
    private final int size;
    private Optional<byte[]> frame = Optional.empty();

    Outgoing(PeerMessage message, PeerMessageCodec codec) {
        this.message = message;
        this.codec = codec;
        this.size = codec.size(message);
    }

    /** Bytes before compression. */
    int size() {
        return size;
    }

    PeerMessage message() {
        return message;
    }

    boolean isCritical() {
        return Lane.isCritical(message);
    }

    /** Length and encoding; throws {@link IllegalArgumentException} when the message is too long. */
    synchronized byte[] frame() {
        if (frame.isEmpty()) {
            frame = Optional.of(Frames.frame(codec.encode(message)));
        }
        return frame.get();
    }
}
