package org.alys.node.network.wire;

import org.alys.node.network.PeerMessage;

/** What came of decoding bytes from a peer. */
public sealed interface Incoming {
    /** The bytes were an encoding of {@code message}; nothing else about it has been checked. */
    record Message(PeerMessage message) implements Incoming {}

    /** A kind of message that this release does not know: a later one may. */
    record UnknownKind(int number) implements Incoming {}

    /** The bytes are no message of any release. */
    record Malformed(String reason) implements Incoming {}
}
