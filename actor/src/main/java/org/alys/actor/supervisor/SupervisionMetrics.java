package org.alys.actor.supervisor;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a supervisor has done, over all its incarnations.
 *
 * @param children children that have not ended
 * @param healthy children that run and are not reported ill
 * @param failures failures of children
 * @param restarts times a child ran again
 * @param groupRestarts restarts of others because one failed
 * @param requested restarts asked for
 * @param waiting restarts that wait for the federation now
 * @param givenUp restarts that waited too long
 * @param escalations times the supervisor failed because of its children
 * @param uptime since it first started
 * @param lastFailure when a child last failed
 */
public record SupervisionMetrics(
        int children,
        int healthy,
        long failures,
        long restarts,
        long groupRestarts,
        long requested,
        int waiting,
        long givenUp,
        long escalations,
        Duration uptime,
        Optional<Instant> lastFailure) {}
