package org.alys.node.http;

import java.util.Optional;
import org.alys.actor.health.BatchResult;

/** How the node feels. Called often; must answer within seconds. */
public interface HealthApi {
    /** From memory. */
    Health health();

    /** From memory; empty when nobody keeps it. */
    Optional<HealthTrends> trends();

    /** The failures of the actors. From memory. */
    SupervisionView supervision();

    /** Pings every actor now; empty when not all have answered in time. */
    Optional<BatchResult> check();
}
