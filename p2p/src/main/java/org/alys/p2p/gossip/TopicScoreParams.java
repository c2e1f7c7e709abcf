package org.alys.p2p.gossip;

import java.time.Duration;

/** How behaviour in one topic counts (gossipsub 1.1, "Overview of New Parameters"); the names are the documents'. */
public record TopicScoreParams(
        double topicWeight,
        double timeInMeshWeight,
        Duration timeInMeshQuantum,
        double timeInMeshCap,
        double firstMessageDeliveriesWeight,
        double firstMessageDeliveriesDecay,
        double firstMessageDeliveriesCap,
        double meshMessageDeliveriesWeight,
        double meshMessageDeliveriesDecay,
        double meshMessageDeliveriesThreshold,
        double meshMessageDeliveriesCap,
        Duration meshMessageDeliveriesActivation,
        Duration meshMessageDeliveriesWindow,
        double meshFailurePenaltyWeight,
        double meshFailurePenaltyDecay,
        double invalidMessageDeliveriesWeight,
        double invalidMessageDeliveriesDecay) {
    /** Rewards first deliveries a little, punishes invalid messages hard, and expects no rate of messages. */
    public static final TopicScoreParams LENIENT = new TopicScoreParams(
            1,
            0.01,
            Duration.ofSeconds(1),
            300,
            1,
            0.98,
            20,
            0,
            0.97,
            0,
            0,
            Duration.ofSeconds(30),
            Duration.ofMillis(10),
            0,
            0.97,
            -20,
            0.995);

    public TopicScoreParams {
        if (timeInMeshWeight < 0 || firstMessageDeliveriesWeight < 0 || topicWeight < 0) {
            throw new IllegalArgumentException("weights of good behaviour must not be negative");
        }
        if (meshMessageDeliveriesWeight > 0 || meshFailurePenaltyWeight > 0 || invalidMessageDeliveriesWeight > 0) {
            throw new IllegalArgumentException("weights of bad behaviour must not be positive");
        }
    }
}
