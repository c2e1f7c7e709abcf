package org.alys.actor.supervisor;

import java.time.Duration;
import org.alys.actor.supervision.FederationGate;

/**
 * How a supervisor whose children are the members of a federation starts them again by choice: one may go down only while
 * enough others are healthy, and waits for that.
 *
 * @param gate decides
 * @param longestWait after which a restart that waits is given up, more than zero
 */
public record FederationRule(FederationGate gate, Duration longestWait) {
    public FederationRule {
        if (!longestWait.isPositive()) {
            throw new IllegalArgumentException("the longest wait must be positive: " + longestWait);
        }
    }
}
