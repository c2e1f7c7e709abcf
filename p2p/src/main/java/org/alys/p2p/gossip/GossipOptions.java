package org.alys.p2p.gossip;

import java.time.Duration;
import java.util.function.Predicate;

/**
 * How gossip is spoken.
 *
 * @param maxValidations messages judged at once; when there are more, peers wait
 * @param maxQueued RPCs that wait for one peer to read; more are dropped
 * @param maxQueuedBytes bytes of these RPCs together
 * @param patientTopics topics whose messages let all others pass while they wait for a peer, and are dropped first
 * @param messagesPerSecond that one peer may send in the long run, twice as many at once; more are read later
 * @param frameTimeout time an RPC may take to arrive once it has begun
 */
public record GossipOptions(
        GossipParams params,
        ScoreParams scoring,
        ScoreThresholds thresholds,
        RpcLimits limits,
        int maxValidations,
        int maxQueued,
        long maxQueuedBytes,
        Predicate<String> patientTopics,
        double messagesPerSecond,
        Duration frameTimeout) {
    private static final long QUEUED_BYTES = 8L << 20;

    /** The usual limits. */
    public static GossipOptions of(GossipParams params, ScoreParams scoring) {
        return new GossipOptions(
                params,
                scoring,
                ScoreThresholds.DEFAULT,
                RpcLimits.DEFAULT,
                256,
                1024,
                QUEUED_BYTES,
                topic -> false,
                2000,
                Duration.ofSeconds(30));
    }
}
