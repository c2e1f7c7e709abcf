package org.alys.p2p.gossip;

import java.time.Duration;

/**
 * How gossip is spoken.
 *
 * @param maxValidations messages judged at once; when there are more, peers wait
 * @param maxQueued RPCs that wait for one peer to read; more are dropped
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
        double messagesPerSecond,
        Duration frameTimeout) {
    /** The usual limits. */
    public static GossipOptions of(GossipParams params, ScoreParams scoring) {
        return new GossipOptions(
                params, scoring, ScoreThresholds.DEFAULT, RpcLimits.DEFAULT, 256, 1024, 2000, Duration.ofSeconds(30));
    }
}
