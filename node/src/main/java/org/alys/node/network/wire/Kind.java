package org.alys.node.network.wire;

import org.alys.node.network.PeerMessage;
import org.alys.primitives.ssz.Decoded;
import org.alys.primitives.ssz.SszType;

/**
 * One kind of message.
 *
 * @param number its first byte on the wire
 * @param maxBytes the longest encoding before compression that is read
 */
record Kind<M extends PeerMessage>(int number, Class<M> type, SszType<M> schema, int maxBytes) {
    int size(PeerMessage message) {
        return schema.size(type.cast(message));
    }

    byte[] encode(PeerMessage message) {
        return schema.encodeToArray(type.cast(message));
    }

    Incoming decode(byte[] encoded) {
        return switch (schema.decode(encoded)) {
            case Decoded.Value<M>(M message) -> new Incoming.Message(message);
            case Decoded.Malformed<M>(String reason) -> new Incoming.Malformed(type.getSimpleName() + ": " + reason);
        };
    }
}
