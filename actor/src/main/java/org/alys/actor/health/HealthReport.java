package org.alys.actor.health;

import java.util.Map;
import org.alys.actor.Priority;

/**
 * The health of all monitored actors at one moment.
 *
 * @param actors by name
 */
public record HealthReport(Map<String, Entry> actors) {

    /** One actor; {@code federation} if it is a member of the federation. */
    public record Entry(HealthRecord health, Priority priority, boolean federation) {}

    public HealthReport {
        actors = Map.copyOf(actors);
    }

    /**
     * 0 to 100: the mean of 100 for healthy and 50 for degraded or recovering, halved if a critical actor is not healthy.
     * 100 without actors.
     */
    public double score() {
        double sum = 0;
        boolean criticalTrouble = false;
        for (Entry entry : actors.values()) {
            HealthState state = entry.health().state();
            sum += switch (state) {
                case HEALTHY -> 100;
                case DEGRADED, RECOVERING -> 50;
                case UNKNOWN, UNHEALTHY, SHUTTING_DOWN -> 0;
            };
            criticalTrouble |= entry.priority() == Priority.CRITICAL && state != HealthState.HEALTHY;
        }
        double mean = actors.isEmpty() ? 100 : sum / actors.size();
        return criticalTrouble ? mean / 2 : mean;
    }

    /** Whether at least {@code threshold} members of the federation are healthy; if not, consensus must halt. */
    public boolean consensusReady(int threshold) {
        return actors.values().stream()
                        .filter(entry -> entry.federation() && entry.health().state() == HealthState.HEALTHY)
                        .count()
                >= threshold;
    }
}
