package org.alys.actor.health;

import java.util.EnumMap;
import java.util.Map;
import org.alys.actor.Priority;

/** Counts actors by their health, kept up to date one actor at a time, so that the score of thousands costs nothing. */
final class HealthTally {
    private final EnumMap<HealthState, Integer> counts = new EnumMap<>(HealthState.class);
    private int actors;
    private int criticalInTrouble;
    private int members;
    private int membersHealthy;
    private int membersUnknown;

    void add(HealthState state, Priority priority, boolean federation) {
        count(state, priority, federation, 1);
    }

    void remove(HealthState state, Priority priority, boolean federation) {
        count(state, priority, federation, -1);
    }

    private void count(HealthState state, Priority priority, boolean federation, int by) {
        actors += by;
        counts.merge(state, by, Integer::sum);
        if (priority == Priority.CRITICAL && state != HealthState.HEALTHY) {
            criticalInTrouble += by;
        }
        if (federation) {
            members += by;
            membersHealthy += state == HealthState.HEALTHY ? by : 0;
            membersUnknown += state == HealthState.UNKNOWN ? by : 0;
        }
    }

    int count(HealthState state) {
        return counts.getOrDefault(state, 0);
    }

    double score() {
        double sum = 100.0 * count(HealthState.HEALTHY)
                + 50.0 * (count(HealthState.DEGRADED) + count(HealthState.RECOVERING));
        double mean = actors == 0 ? 100 : sum / actors;
        return criticalInTrouble > 0 ? mean / 2 : mean;
    }

    /** Whether every actor has been checked. */
    boolean complete() {
        return count(HealthState.UNKNOWN) == 0;
    }

    boolean federationKnown() {
        return members > 0 && membersUnknown == 0;
    }

    int members() {
        return members;
    }

    int membersHealthy() {
        return membersHealthy;
    }

    Map<HealthState, Integer> counts() {
        EnumMap<HealthState, Integer> copy = new EnumMap<>(HealthState.class);
        for (HealthState state : HealthState.values()) {
            copy.put(state, count(state));
        }
        return copy;
    }
}
