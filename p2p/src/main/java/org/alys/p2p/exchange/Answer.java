package org.alys.p2p.exchange;

import java.util.List;
import org.alys.primitives.Bytes;

/** What a request is answered with. */
public sealed interface Answer {
    /** Chunks, made while they are sent; those beyond the protocol's limits are not sent. */
    record Chunks(Iterable<Bytes> chunks) implements Answer {}

    /** No answer, and why; {@code text} of at most 256 bytes goes to the peer. */
    record Refused(Reason reason, String text) implements Answer {}

    /** An answer of one chunk. */
    static Answer of(Bytes chunk) {
        return new Chunks(List.of(chunk));
    }
}
