package org.alys.actor.supervision;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How the failures of one actor are answered. The intensity limit follows the supervisor of Erlang/OTP: more than
 * {@code maxRestarts} within {@code window} means that restarting does not help, and the failure becomes the parent's own.
 *
 * @param strategy when to restart
 * @param maxRestarts restarts allowed inside the window, 0 to 10,000
 * @param window sliding window, more than zero
 * @param escalation what a failure beyond the limit becomes
 * @param guidance sees every decision and may change it
 */
public record SupervisionPolicy(
        RestartStrategy strategy, int maxRestarts, Duration window, EscalationPolicy escalation, Guidance guidance) {
    /** Exponential backoff, 5 restarts in 60 seconds. */
    public static final SupervisionPolicy STANDARD = of(RestartStrategy.exponential());

    public SupervisionPolicy {
        if (maxRestarts < 0 || maxRestarts > 10_000) {
            throw new IllegalArgumentException("restarts outside 0 to 10,000: " + maxRestarts);
        }
        if (!window.isPositive()) {
            throw new IllegalArgumentException("the restart window must be positive: " + window);
        }
    }

    /** Escalates to the parent beyond the limit, without guidance. */
    public SupervisionPolicy(RestartStrategy strategy, int maxRestarts, Duration window) {
        this(strategy, maxRestarts, window, new EscalationPolicy.ToParent(), Guidance.NONE);
    }

    /** The strategy with the usual limit of 5 restarts in 60 seconds. */
    public static SupervisionPolicy of(RestartStrategy strategy) {
        return new SupervisionPolicy(strategy, 5, Duration.ofMinutes(1));
    }

    public SupervisionPolicy withLimit(int restarts, Duration within) {
        return new SupervisionPolicy(strategy, restarts, within, escalation, guidance);
    }

    public SupervisionPolicy withEscalation(EscalationPolicy beyondTheLimit) {
        return new SupervisionPolicy(strategy, maxRestarts, window, beyondTheLimit, guidance);
    }

    public SupervisionPolicy withGuidance(Guidance adviser) {
        return new SupervisionPolicy(strategy, maxRestarts, window, escalation, adviser);
    }

    /**
     * Decides on one failure and lets the guidance review it. A fatal failure escalates whatever the guidance says.
     *
     * @param actor the path of the actor that failed
     */
    public Decision decide(String actor, Failure failure, RestartHistory history, Instant now, double random) {
        Decision proposed = decide(failure, history, now, random);
        Decision reviewed = guidance.review(actor, failure, proposed, now);
        return failure.fatal() ? proposed : reviewed;
    }

    /**
     * Decides on one failure. Pure: the same arguments give the same decision.
     *
     * @param history restarts so far
     * @param now when the failure happened
     * @param random a draw from 0.0 (included) to 1.0 (excluded), for jitter
     */
    public Decision decide(Failure failure, RestartHistory history, Instant now, double random) {
        if (failure.fatal()) {
            return new Decision.Escalate(failure);
        }
        int before = history.within(window, now);
        int attempt = history.nextAttempt(window, now);
        if (before < maxRestarts) {
            return restart(strategy.delay(attempt, now, random), failure);
        }
        if (strategy instanceof RestartStrategy.Never) {
            return new Decision.Abandon(failure);
        }
        return switch (escalation) {
            case EscalationPolicy.ToParent() -> new Decision.Escalate(failure);
            case EscalationPolicy.ContinueWithout() -> new Decision.Abandon(failure);
            case EscalationPolicy.ChangeStrategy(RestartStrategy next, int more) ->
                before < maxRestarts + more
                        ? restart(next.delay(attempt, now, random), failure)
                        : new Decision.Escalate(failure);
        };
    }

    private static Decision restart(Optional<Duration> delay, Failure failure) {
        return delay.<Decision>map(wait -> wait.isZero() ? new Decision.Immediate() : new Decision.Delayed(wait))
                .orElseGet(() -> new Decision.Abandon(failure));
    }
}
