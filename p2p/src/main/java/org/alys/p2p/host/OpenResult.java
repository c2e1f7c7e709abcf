package org.alys.p2p.host;

/** How opening a stream went. */
public sealed interface OpenResult {
    /** The stream, which the caller closes. */
    record Opened(Stream stream) implements OpenResult {}

    /** The peer speaks none of the protocols. */
    record Unsupported() implements OpenResult {}

    /** There is no connection, or it failed. */
    record Failed(String why) implements OpenResult {}
}
