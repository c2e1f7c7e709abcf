package org.alys.node.sync;

import java.util.Locale;

/** What makes up the score of a peer as a source of blocks. The weights are 1 together. */
public enum ScorePart {
    /** How fast it answers small questions: 1 at once, 0 after a second. */
    LATENCY(0.3),
    /** How many of the requests for blocks it answers. */
    RELIABILITY(0.25),
    /** How fast its blocks come: 1 at 100 Mbit/s. */
    BANDWIDTH(0.2),
    /** 1 for a member of the federation, 0.5 for others. */
    MEMBERSHIP(0.1),
    /** How many of its answers were of use. */
    USEFULNESS(0.1),
    /** What the transport thinks of it. */
    REPUTATION(0.05);

    private final double weight;

    ScorePart(double weight) {
        this.weight = weight;
    }

    /** What it counts in the score, from 0 to 1. */
    public double weight() {
        return weight;
    }

    /** In lower case, as in JSON and for people. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
