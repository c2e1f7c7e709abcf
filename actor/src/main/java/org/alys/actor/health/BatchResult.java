package org.alys.actor.health;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How a batch of checks went.
 *
 * @param well by name, in its order, whether the actor passed; one that ended or was started again meanwhile did not
 * @param unknown names, in order, that are not monitored
 * @param took from the request to the last answer
 */
public record BatchResult(Map<String, Boolean> well, Set<String> unknown, Duration took) {
    public BatchResult {
        well = Collections.unmodifiableSortedMap(new TreeMap<>(well));
        unknown = Collections.unmodifiableSortedSet(new TreeSet<>(unknown));
    }

    /** Whether everything asked for passed. */
    public boolean allWell() {
        return unknown.isEmpty() && well.values().stream().allMatch(passed -> passed);
    }
}
