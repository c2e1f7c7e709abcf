package org.alys.actor.supervision;

import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
    private static final Logger LOG = LoggerFactory.getLogger(SupervisionPolicy.class);

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
        if (failure.fatal()) {
            return proposed;
        }
        if (history.within(window, now) >= maxRestarts && !(strategy instanceof RestartStrategy.Never)) {
            follow(escalation, new Notice(now, actor, failure, reviewed));
        }
        return reviewed;
    }

    /** What an escalation does beside deciding. */
    private static void follow(EscalationPolicy escalation, Notice notice) {
        switch (escalation) {
            case EscalationPolicy.RestartWithReduction(Reduction reduction, var next, int more) -> {
                if (notice.decision() instanceof Decision.Immediate || notice.decision() instanceof Decision.Delayed) {
                    reduction.deepen();
                }
            }
            case EscalationPolicy.ExternalNotification(Notifier notifier, EscalationPolicy then) -> {
                if (!told(notifier, notice)) {
                    LOG.warn("nobody could be told: {}", notice.describe());
                }
                follow(then, notice);
            }
            case EscalationPolicy.ToParent(),
                    EscalationPolicy.ContinueWithout(),
                    EscalationPolicy.ChangeStrategy _,
                    EscalationPolicy.Custom _ -> {}
        }
    }

    private static boolean told(Notifier notifier, Notice notice) {
        try {
            return notifier.offer(notice);
        } catch (RuntimeException broken) {
            LOG.error("a notifier is broken", broken);
            return false;
        }
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
        if (history.within(window, now) < maxRestarts) {
            return restart(strategy, failure, history, now, random);
        }
        return strategy instanceof RestartStrategy.Never
                ? new Decision.Abandon(failure)
                : beyond(escalation, failure, history, now, random);
    }

    private Decision beyond(
            EscalationPolicy policy, Failure failure, RestartHistory history, Instant now, double random) {
        return switch (policy) {
            case EscalationPolicy.ToParent() -> new Decision.Escalate(failure);
            case EscalationPolicy.ContinueWithout() -> new Decision.Abandon(failure);
            case EscalationPolicy.ChangeStrategy(RestartStrategy next, int more) ->
                further(next, more, failure, history, now, random);
            case EscalationPolicy.RestartWithReduction(Reduction reduction, RestartStrategy next, int more) ->
                further(next, more, failure, history, now, random);
            case EscalationPolicy.ExternalNotification(Notifier notifier, EscalationPolicy then) ->
                beyond(then, failure, history, now, random);
            case EscalationPolicy.Custom(EscalationPolicy.Custom.Answer answer) -> answer.decide(failure, history, now);
        };
    }

    private Decision further(
            RestartStrategy next, int more, Failure failure, RestartHistory history, Instant now, double random) {
        return history.within(window, now) < maxRestarts + more
                ? restart(next, failure, history, now, random)
                : new Decision.Escalate(failure);
    }

    private Decision restart(RestartStrategy by, Failure failure, RestartHistory history, Instant now, double random) {
        return by.delay(history.nextAttempt(window, now), now, random)
                .<Decision>map(wait -> wait.isZero() ? new Decision.Immediate() : new Decision.Delayed(wait))
                .orElseGet(() -> new Decision.Abandon(failure));
    }
}
