package org.alys.node.network.libp2p;

import java.util.Optional;
import org.alys.node.network.PeerMessage;
import org.alys.node.network.wire.PeerMessageCodec;

/** A message on its way. It is encoded once, by whoever writes it first: not by who sends it. */
final class Outgoing {
    private final PeerMessage message;
    private final PeerMessageCodec codec;
    private final int size;
    private Optional<byte[]> encoded = Optional.empty();

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
        return Topic.of(message).isCritical();
    }

    /** The encoding; throws {@link IllegalArgumentException} when the message is too long. */
    synchronized byte[] encoded() {
        if (encoded.isEmpty()) {
            encoded = Optional.of(codec.encode(message));
        }
        return encoded.get();
    }
}
