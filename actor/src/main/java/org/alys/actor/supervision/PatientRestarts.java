package org.alys.actor.supervision;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Lets repeated restarts wait while the process has more to do than it can: starting up costs most when there is least to spare.
 * First restarts are never held, nor are those of actors that consensus needs.
 *
 * @param overloaded whether it has
 * @param step time between two looks, more than zero
 * @param longest after the failure a restart waits no longer than this for calm, more than zero
 * @param urgent actors, by their path, whose restarts never wait
 * @param others what else reviews decisions
 */
public record PatientRestarts(
        BooleanSupplier overloaded, Duration step, Duration longest, Predicate<String> urgent, Guidance others)
        implements Guidance {
    public PatientRestarts {
        if (!step.isPositive() || !longest.isPositive()) {
            throw new IllegalArgumentException("impossible patience: a look every " + step + " for " + longest);
        }
    }

    @Override
    public Decision review(String actor, Failure failure, Decision proposed, Instant now) {
        return others.review(actor, failure, proposed, now);
    }

    @Override
    public Duration hold(String actor, Instant failedAt, Instant now) {
        Duration waited = Duration.between(failedAt, now);
        Duration left = waited.isNegative() ? longest : longest.minus(waited);
        if (urgent.test(actor) || !left.isPositive() || !overloaded.getAsBoolean()) {
            return others.hold(actor, failedAt, now);
        }
        return left.compareTo(step) < 0 ? left : step;
    }
}
