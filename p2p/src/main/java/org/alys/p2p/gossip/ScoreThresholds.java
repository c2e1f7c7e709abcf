package org.alys.p2p.gossip;

/** Scores at which a peer is treated differently (gossipsub 1.1, "Score Thresholds"). Below 0 it leaves the mesh. */
public record ScoreThresholds(
        double gossip, double publish, double graylist, double acceptExchange, double opportunisticGraft) {
    public static final ScoreThresholds DEFAULT = new ScoreThresholds(-10, -50, -80, 10, 5);

    public ScoreThresholds {
        if (gossip > 0 || publish > gossip || graylist > publish || acceptExchange < 0 || opportunisticGraft < 0) {
            throw new IllegalArgumentException("need graylist <= publish <= gossip <= 0 and the others at least 0");
        }
    }
}
