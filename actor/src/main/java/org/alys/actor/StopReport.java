package org.alys.actor;

import java.util.List;

/**
 * How stopping a system went.
 *
 * @param stopped actors that stopped by themselves, in that order; top-level actors only
 * @param interrupted actors of any level that were interrupted because the deadline had passed, and then stopped
 * @param unresponsive actors of any level that, or whose background work, did not react to the interruption; their threads
 *     may still run
 */
public record StopReport(List<ActorPath> stopped, List<ActorPath> interrupted, List<ActorPath> unresponsive) {
    public StopReport {
        stopped = List.copyOf(stopped);
        interrupted = List.copyOf(interrupted);
        unresponsive = List.copyOf(unresponsive);
    }

    /** Whether every actor stopped in time. */
    public boolean graceful() {
        return interrupted.isEmpty() && unresponsive.isEmpty();
    }
}
