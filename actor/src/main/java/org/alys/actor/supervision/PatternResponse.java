package org.alys.actor.supervision;

import java.time.Duration;
import java.util.List;

/**
 * Turns patterns into decisions. A breakdown of consensus escalates; a cascade, a partition or an exhausted resource makes
 * restarts wait for at least a pause, so that what is needed can recover; a period changes nothing, since restarting is the
 * right answer to each of its failures and the limit of the policy bounds them.
 *
 * @param cascadePause pause in a cascade, more than zero
 * @param partitionPause pause in a partition, more than zero
 * @param exhaustionPause pause while a resource is used up, more than zero
 */
public record PatternResponse(Duration cascadePause, Duration partitionPause, Duration exhaustionPause) {
    /** 2 s in a cascade, 30 s in a partition, 5 s for a resource. */
    public static final PatternResponse STANDARD =
            new PatternResponse(Duration.ofSeconds(2), Duration.ofSeconds(30), Duration.ofSeconds(5));

    public PatternResponse {
        for (Duration pause : List.of(cascadePause, partitionPause, exhaustionPause)) {
            if (!pause.isPositive() || pause.compareTo(RestartStrategy.LONGEST_DELAY) > 0) {
                throw new IllegalArgumentException("impossible pause: " + pause);
            }
        }
    }

    /** The decision on {@code failure} in the light of the patterns. Never softens an escalation or a stop. Pure. */
    public Decision adjust(String actor, Failure failure, Decision proposed, List<FailurePattern.Found> patterns) {
        Decision decision = proposed;
        for (FailurePattern.Found found : patterns) {
            decision = switch (found.pattern()) {
                case FailurePattern.ConsensusBreakdown breakdown ->
                    failure instanceof DomainFailure.Consensus ? escalated(decision, failure) : decision;
                case FailurePattern.Cascading(var actors) ->
                    actors.contains(actor) ? atLeast(cascadePause, decision) : decision;
                case FailurePattern.NetworkPartition(var peers) ->
                    failure instanceof DomainFailure.Network ? atLeast(partitionPause, decision) : decision;
                case FailurePattern.ResourceExhaustion(String resource) ->
                    PatternDetector.exhausted(failure).filter(resource::equals).isPresent()
                            ? atLeast(exhaustionPause, decision)
                            : decision;
                case FailurePattern.Periodic periodic -> decision;
            };
        }
        return decision;
    }

    private static Decision escalated(Decision decision, Failure failure) {
        return decision instanceof Decision.Abandon ? decision : new Decision.Escalate(failure);
    }

    private static Decision atLeast(Duration pause, Decision decision) {
        return switch (decision) {
            case Decision.Immediate() -> new Decision.Delayed(pause);
            case Decision.Delayed(Duration delay) ->
                delay.compareTo(pause) >= 0 ? decision : new Decision.Delayed(pause);
            case Decision.Escalate escalate -> escalate;
            case Decision.Abandon abandon -> abandon;
        };
    }
}
