package org.alys.node.network.libp2p;

/** What a peer does wrong, with its weight; at {@link Reputation#BAN_AT} points a peer is banned. */
enum Offence {
    /** Bytes that are no message. No honest node of any release sends them. */
    MALFORMED(60, true),
    /** A frame longer than any message. */
    OVERSIZED(60, true),
    /** A message that this peer may not send, or not in this stream. */
    FORBIDDEN(60, true),
    /** A kind of message that this release does not know. */
    UNKNOWN_KIND(2, false),
    /** More than the rate allows; the message is dropped. */
    TOO_MANY(0.05, false);

    final double points;
    final boolean endsConnection;

    Offence(double points, boolean endsConnection) {
        this.points = points;
        this.endsConnection = endsConnection;
    }
}
