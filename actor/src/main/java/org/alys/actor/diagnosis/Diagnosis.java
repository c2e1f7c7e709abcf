package org.alys.actor.diagnosis;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.alys.actor.Priority;
import org.alys.actor.registry.ActorRegistry;
import org.alys.actor.registry.Registration;
import org.alys.actor.supervision.Assessment;
import org.alys.actor.supervision.FailureRecord;
import org.alys.actor.supervision.Severity;

/**
 * One failure with its advice and its impact. Only what can be known is in it: what users see of it, or whether data is
 * whole, only the part that failed can tell.
 *
 * @param failed what happened and what was done
 * @param assessment how bad it is, and the action recommended
 * @param priority how urgent that action is
 * @param experience how restarts over such failures have turned out
 * @param estimatedRecovery until the actor works again, by severity: 300 s, 120 s, 30 s, or 5 s
 * @param affected names of the registered actors that depend on it, directly or not
 * @param availability the part of the registered actors that do not depend on it, 0 to 1
 * @param escalation who deals with it, in order
 */
public record Diagnosis(
        FailureRecord failed,
        Assessment assessment,
        Priority priority,
        RestartRecord experience,
        Duration estimatedRecovery,
        Set<String> affected,
        double availability,
        List<EscalationLevel> escalation) {
    public Diagnosis {
        affected = Set.copyOf(affected);
        escalation = List.copyOf(escalation);
    }

    /**
     * Diagnoses a failure.
     *
     * @param history the failures before it, and it; such as {@code SupervisionLog.latest()}
     * @param registry who depends on whom; an actor that is not registered affects nobody
     * @param quiet a restart helped if its actor did not fail again for so long, more than zero
     */
    public static Diagnosis of(
            FailureRecord failed, List<FailureRecord> history, ActorRegistry registry, Duration quiet, Instant now) {
        Assessment assessment = Assessment.of(failed.failure());
        Severity severity = assessment.severity();
        Optional<Registration> entry = registry.all().stream()
                .filter(actor -> actor.ref().path().value().equals(failed.actor()))
                .findFirst();
        Set<String> affected =
                entry.map(actor -> registry.allDependants(actor.name())).orElse(Set.of());
        int down = affected.size() + (entry.isPresent() ? 1 : 0);
        return new Diagnosis(
                failed,
                assessment,
                priority(severity),
                RestartRecord.of(history, failed.actor(), failed.failure().getClass(), quiet, now),
                estimatedRecovery(severity),
                affected,
                registry.size() == 0 ? 1 : 1 - (double) down / registry.size(),
                EscalationLevel.path(severity));
    }

    private static Priority priority(Severity severity) {
        return switch (severity) {
            case FATAL, CRITICAL -> Priority.CRITICAL;
            case MAJOR -> Priority.HIGH;
            case MODERATE -> Priority.NORMAL;
            case MINOR -> Priority.BACKGROUND;
        };
    }

    private static Duration estimatedRecovery(Severity severity) {
        return switch (severity) {
            case FATAL -> Duration.ofMinutes(5);
            case CRITICAL -> Duration.ofMinutes(2);
            case MAJOR -> Duration.ofSeconds(30);
            case MODERATE, MINOR -> Duration.ofSeconds(5);
        };
    }
}
