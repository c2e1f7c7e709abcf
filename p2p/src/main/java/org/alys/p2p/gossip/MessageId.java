package org.alys.p2p.gossip;

import org.alys.primitives.Bytes;

/** What two copies of one message have in common. */
public record MessageId(Bytes bytes) {
    /** Bytes of the longest id that other peers may name. */
    public static final int MAX_LENGTH = 128;
}
