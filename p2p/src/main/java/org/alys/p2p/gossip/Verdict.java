package org.alys.p2p.gossip;

/** What becomes of a message. */
public enum Verdict {
    /** It is delivered and forwarded. */
    ACCEPT,
    /** It is invalid: it goes no further, and whoever forwarded it is held responsible. */
    REJECT,
    /** It goes no further, and nobody is blamed. */
    IGNORE
}
