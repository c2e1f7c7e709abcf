package org.alys.actor.supervision;

/** What becomes of a failure that exceeds the restart limit of its policy. Fatal failures climb whatever this says. */
public sealed interface EscalationPolicy {

    /** The parent fails with it; a parent that is restarted restarts the whole tree below it. */
    record ToParent() implements EscalationPolicy {}

    /** The actor stops and its parent goes on without it. */
    record ContinueWithout() implements EscalationPolicy {}

    /**
     * Goes on restarting by another strategy, and escalates to the parent if that does not help either.
     *
     * @param next the other strategy
     * @param more restarts inside the window beyond the limit of the policy, 1 to 10,000
     */
    record ChangeStrategy(RestartStrategy next, int more) implements EscalationPolicy {
        public ChangeStrategy {
            if (more < 1 || more > 10_000) {
                throw new IllegalArgumentException("further restarts outside 1 to 10,000: " + more);
            }
        }
    }
}
