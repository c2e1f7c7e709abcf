package org.alys.p2p.exchange;

import java.time.Duration;

/**
 * A protocol of requests, with what one exchange may cost either side.
 *
 * @param name such as {@code /example/req/status/1}
 * @param maxRequest bytes of the largest request, unpacked
 * @param maxChunk bytes of the largest chunk of an answer, unpacked
 * @param maxChunks most chunks of an answer
 * @param maxAnswer bytes of all chunks together
 * @param timeout time for a whole exchange
 * @param burst requests that one peer may make at once
 * @param perSecond and in the long run
 */
public record RequestProtocol(
        String name,
        int maxRequest,
        int maxChunk,
        int maxChunks,
        int maxAnswer,
        Duration timeout,
        double burst,
        double perSecond) {
    /** Requests of one connection that are served at once. */
    static final int MAX_STREAMS = 8;

    public RequestProtocol {
        if (maxRequest < 0 || maxChunk < 0 || maxChunks < 1 || maxAnswer < 0) {
            throw new IllegalArgumentException("limits of " + name + " are negative, or no chunk is allowed");
        }
    }
}
