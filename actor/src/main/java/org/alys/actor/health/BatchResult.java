package org.alys.actor.health;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * How a batch of checks went.
 *
 * @param well by name, whether the actor passed; one that ended or was started again meanwhile did not
 * @param unknown names that are not monitored
 * @param took from the request to the last answer
 */
public record BatchResult(Map<String, Boolean> well, Set<String> unknown, Duration took) {
    public BatchResult {
        well = Map.copyOf(well);
        unknown = Set.copyOf(unknown);
    }

    /** Whether everything asked for passed. */
    public boolean allWell() {
        return unknown.isEmpty() && well.values().stream().allMatch(passed -> passed);
    }
}
