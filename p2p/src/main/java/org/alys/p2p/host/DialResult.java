package org.alys.p2p.host;

import org.alys.p2p.peers.Refusal;

/** How a dial went. */
public sealed interface DialResult {
    /** There is a connection: a new one, or one that existed. */
    record Connected(Connection connection) implements DialResult {}

    /** It was not tried, or dropped when the peer was known. */
    record Refused(Refusal reason) implements DialResult {}

    /** The remote does not answer, does not speak the protocols or is another peer. */
    record Failed(String why) implements DialResult {}
}
