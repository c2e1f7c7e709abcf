package org.alys.node.network.libp2p;

import org.alys.node.network.Misconduct;

/** What a peer does wrong, with its weight; at {@link Reputation#BAN_AT} points a peer is banned. */
enum Offence {
    /** Bytes that are no message, or not its author's. No honest node of any release sends them. */
    MALFORMED(60, true),
    /** A message that its author may not send, or in the wrong place. */
    FORBIDDEN(60, true),
    /** A message that breaks the rules of the chain, which whoever sent it or passed it on can see. */
    INVALID(60, true),
    /** Blocks or certificates that no honest node signs or sends. */
    INVALID_BLOCKS(60, true),
    /** A final block that it named and could not show. */
    FALSE_CLAIM(30, true),
    /** A node of another chain: there is nothing to talk about. */
    OTHER_CHAIN(100, true),
    /** No answer, or none in time. */
    UNRESPONSIVE(10, false),
    /** A message that was begun and not finished. */
    STALLED(30, true),
    /** A gossip score so bad that nothing is read any more. */
    GRAYLISTED(100, true),
    /** A kind of message that this release does not know. */
    UNKNOWN_KIND(2, false),
    /** More than the rate allows; the message is dropped. */
    TOO_MANY(0.05, false),
    /** A request beyond the rate, which is refused. Who hears that should wait: it is told with the answer. */
    TOO_MANY_REQUESTS(4, false);

    final double points;
    final boolean endsConnection;

    static Offence of(Misconduct misconduct) {
        return switch (misconduct) {
            case MALFORMED -> MALFORMED;
            case INVALID_BLOCKS -> INVALID_BLOCKS;
            case FALSE_CLAIM -> FALSE_CLAIM;
            case OTHER_CHAIN -> OTHER_CHAIN;
            case UNRESPONSIVE -> UNRESPONSIVE;
        };
    }

    Offence(double points, boolean endsConnection) {
        this.points = points;
        this.endsConnection = endsConnection;
    }
}
