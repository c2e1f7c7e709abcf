package org.alys.actor.supervision;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How far the capabilities of one actor are reduced: 0 if it has all, and one step deeper with every restart beyond the limit of
 * its policy. The actor's factory reads the level and leaves out accordingly; the meaning of a level is the actor's. Give the same
 * object to the factory and to {@link EscalationPolicy.RestartWithReduction}. Safe for all threads.
 */
public final class Reduction {
    private final int deepest;
    private final Duration healthyFor;
    private final AtomicInteger level = new AtomicInteger();

    /**
     * Nothing is reduced yet.
     *
     * @param deepest the level beyond which nothing more is left out, 1 to 100
     * @param healthyFor an actor that runs reduced for so long without a failure gets everything back, more than zero
     */
    public Reduction(int deepest, Duration healthyFor) {
        if (deepest < 1 || deepest > 100 || !healthyFor.isPositive()) {
            throw new IllegalArgumentException(
                    "impossible reduction: to level " + deepest + ", until healthy for " + healthyFor);
        }
        this.deepest = deepest;
        this.healthyFor = healthyFor;
    }

    /** The level now; 0 to {@code deepest}. */
    public int level() {
        return level.get();
    }

    public Duration healthyFor() {
        return healthyFor;
    }

    /** One step deeper. */
    void deepen() {
        level.updateAndGet(now -> Math.min(now + 1, deepest));
    }

    /** Everything back with the next start. Whoever calls it then starts the actor afresh; a supervisor does both. */
    public void restore() {
        level.set(0);
    }
}
