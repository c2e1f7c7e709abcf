package org.alys.p2p.peers;

import java.time.Duration;

/** Why a connection is not made. */
public sealed interface Refusal {
    /** A limit is reached; {@code limit} is its name in {@link ConnectionLimits}. */
    record LimitReached(String limit) implements Refusal {}

    /** The peer is banned for as long. */
    record Banned(Duration remaining) implements Refusal {}

    /** Earlier dials failed; the next may come after so long. */
    record BackingOff(Duration remaining) implements Refusal {}

    /** The host is closed, or the peer is this host. */
    record Pointless(String why) implements Refusal {}
}
