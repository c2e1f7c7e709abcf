package org.alys.node.network;

/** What a peer's answers gave away about it, worst first. */
public enum Misconduct {
    /** An answer whose bytes no honest node sends. */
    MALFORMED,
    /** Blocks or certificates that no honest node sends: wrong signatures, broken links, a certificate below the threshold. */
    INVALID_BLOCKS,
    /** It named a final block and could not show it. */
    FALSE_CLAIM,
    /** Its chain has another genesis, or does not contain the checkpoint of the configuration. */
    OTHER_CHAIN,
    /** It said it had blocks and sent none, or none in time. */
    UNRESPONSIVE
}
