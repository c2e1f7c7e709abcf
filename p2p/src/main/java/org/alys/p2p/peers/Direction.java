package org.alys.p2p.peers;

/** Who opened a connection. */
public enum Direction {
    INBOUND,
    OUTBOUND
}
