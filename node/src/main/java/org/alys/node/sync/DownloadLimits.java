package org.alys.node.sync;

import java.time.Duration;

/**
 * What a download may cost.
 *
 * @param firstBatch blocks a peer is asked for at first; it may get down to one
 * @param maxBatch most blocks asked for at once
 * @param window blocks between the chain and the highest that is asked for
 * @param heldBytes bytes of blocks that wait to be imported; one answer more is taken if nothing else can go on
 * @param requests requests at once, each of another peer
 * @param checks answers whose signatures are checked at once
 * @param importTogether most blocks handed to the chain at once, where finality allows
 * @param patience for one request
 * @param hurry after which a request that the chain waits for is given to a better peer, if one is free
 * @param retry until an import that could not be finished is tried again
 */
record DownloadLimits(
        int firstBatch,
        int maxBatch,
        int window,
        long heldBytes,
        int requests,
        int checks,
        int importTogether,
        Duration patience,
        Duration hurry,
        Duration retry) {
    static DownloadLimits standard(int cores) {
        return new DownloadLimits(
                64,
                512,
                2048,
                32L << 20,
                8,
                Math.clamp(cores - 1, 1, 8),
                64,
                Duration.ofSeconds(10),
                Duration.ofSeconds(3),
                Duration.ofSeconds(1));
    }
}
