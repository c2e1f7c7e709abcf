package org.alys.actor.supervision;

import java.time.Instant;
import java.util.Optional;

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
            requireMore(more);
        }
    }

    /**
     * As {@link ChangeStrategy}, and with every further restart the actor can do less. Below a supervisor it gets everything back
     * when it has been healthy for long enough.
     *
     * @param reduction shared with the actor's factory
     */
    record RestartWithReduction(Reduction reduction, RestartStrategy next, int more) implements EscalationPolicy {
        public RestartWithReduction {
            requireMore(more);
        }
    }

    /**
     * Tells somebody outside, without waiting, and then does what another policy says.
     *
     * @param notifier the way to them
     * @param then the other policy
     */
    record ExternalNotification(Notifier notifier, EscalationPolicy then) implements EscalationPolicy {}

    /** Decides by code. */
    record Custom(Answer answer) implements EscalationPolicy {
        /** Called on the thread of the actor that failed; it must be quick. What it throws ends the actor system. */
        @FunctionalInterface
        public interface Answer {
            /** The decision; as pure as that of any policy. */
            Decision decide(Failure failure, RestartHistory history, Instant now);
        }
    }

    /** How far the actor is reduced, if this policy reduces it at all. */
    default Optional<Reduction> reduces() {
        return switch (this) {
            case RestartWithReduction(Reduction reduction, RestartStrategy next, int more) -> Optional.of(reduction);
            case ExternalNotification(Notifier notifier, EscalationPolicy then) -> then.reduces();
            case ToParent(), ContinueWithout(), ChangeStrategy _, Custom _ -> Optional.empty();
        };
    }

    private static void requireMore(int more) {
        if (more < 1 || more > 10_000) {
            throw new IllegalArgumentException("further restarts outside 1 to 10,000: " + more);
        }
    }
}
