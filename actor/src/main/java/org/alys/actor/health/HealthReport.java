package org.alys.actor.health;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.alys.actor.Priority;

/**
 * The health of all monitored actors at one moment.
 *
 * @param actors by name, in its order
 */
public record HealthReport(Map<String, Entry> actors) {

    /**
     * One actor.
     *
     * @param federation whether it is a member of the federation
     * @param score what it last said of itself; {@link HealthScore#NONE} if it gave no answer or has not been asked
     */
    public record Entry(HealthRecord health, Priority priority, boolean federation, HealthScore score) {}

    public HealthReport {
        actors = Collections.unmodifiableSortedMap(new TreeMap<>(actors));
    }

    /**
     * 0 to 100: the mean of 100 for healthy and 50 for degraded or recovering, halved if a critical actor is not healthy.
     * 100 without actors.
     */
    public double score() {
        return tally().score();
    }

    /** Whether at least {@code threshold} members of the federation are healthy; if not, consensus must halt. */
    public boolean consensusReady(int threshold) {
        return tally().membersHealthy() >= threshold;
    }

    /** How many are in each state; every state is there. */
    public Map<HealthState, Integer> counts() {
        return tally().counts();
    }

    private HealthTally tally() {
        HealthTally tally = new HealthTally();
        actors.values().forEach(entry -> tally.add(entry.health().state(), entry.priority(), entry.federation()));
        return tally;
    }
}
