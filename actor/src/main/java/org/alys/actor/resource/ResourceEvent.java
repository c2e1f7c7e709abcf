package org.alys.actor.resource;

import java.time.Instant;
import org.alys.actor.supervision.OperationalFailure;

/**
 * A resource came to another level.
 *
 * @param use the reading that moved it
 */
public record ResourceEvent(Instant at, String resource, ResourceLevel from, ResourceLevel to, double use) {
    /** Whether it is about to run out, and was not before. */
    public boolean exhausted() {
        return to == ResourceLevel.ERROR;
    }

    /** The event as a failure, for supervision. */
    public OperationalFailure.ResourceExhausted failure() {
        return new OperationalFailure.ResourceExhausted(resource, use);
    }
}
