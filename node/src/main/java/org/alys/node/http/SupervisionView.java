package org.alys.node.http;

import java.util.List;
import org.alys.actor.diagnosis.Diagnosis;
import org.alys.actor.supervision.FailurePattern;
import org.alys.actor.supervision.SupervisionStatistics;

/**
 * The failures of the node's actors and how they were answered.
 *
 * @param failures the latest, oldest first
 * @param patterns what they amount to together
 * @param statistics over all that are remembered
 */
public record SupervisionView(
        List<Diagnosis> failures, List<FailurePattern.Found> patterns, SupervisionStatistics statistics) {
    public SupervisionView {
        failures = List.copyOf(failures);
        patterns = List.copyOf(patterns);
    }
}
