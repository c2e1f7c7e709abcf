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
 */
public record SupervisionPolicy(RestartStrategy strategy, int maxRestarts, Duration window) {
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

    /** The strategy with the usual limit of 5 restarts in 60 seconds. */
    public static SupervisionPolicy of(RestartStrategy strategy) {
        return new SupervisionPolicy(strategy, 5, Duration.ofMinutes(1));
    }

    public SupervisionPolicy withLimit(int restarts, Duration within) {
        return new SupervisionPolicy(strategy, restarts, within);
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
        Optional<Duration> delay = strategy.delay(history.nextAttempt(window, now), now, random);
        if (delay.isEmpty()) {
            return new Decision.Abandon(failure);
        }
        if (history.within(window, now) >= maxRestarts) {
            return new Decision.Escalate(failure);
        }
        return delay.get().isZero() ? new Decision.Immediate() : new Decision.Delayed(delay.get());
    }
}
