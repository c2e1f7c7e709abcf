package org.alys.p2p.gossip;

import java.time.Duration;
import java.util.Map;

/**
 * How behaviour counts over all topics.
 *
 * @param topics behaviour in topics that are not here does not count
 * @param topicScoreCap most that good behaviour in topics can earn; 0 for no limit
 * @param ipColocationThreshold peers that may share an address before they are punished
 * @param behaviourPenaltyThreshold misbehaviour that is forgiven
 * @param decayToZero counters below this are 0
 * @param retainScore how long a bad score outlives the connection
 */
public record ScoreParams(
        Map<String, TopicScoreParams> topics,
        double topicScoreCap,
        double appSpecificWeight,
        double ipColocationWeight,
        int ipColocationThreshold,
        double behaviourPenaltyWeight,
        double behaviourPenaltyThreshold,
        double behaviourPenaltyDecay,
        Duration decayInterval,
        double decayToZero,
        Duration retainScore) {
    public ScoreParams {
        topics = Map.copyOf(topics);
        if (ipColocationWeight > 0 || behaviourPenaltyWeight > 0) {
            throw new IllegalArgumentException("weights of bad behaviour must not be positive");
        }
    }

    /** Usual values for the given topics. */
    public static ScoreParams of(Map<String, TopicScoreParams> topics) {
        return new ScoreParams(
                topics, 100, 1, -5, 16, -10, 2, 0.99, Duration.ofSeconds(1), 0.01, Duration.ofMinutes(30));
    }
}
