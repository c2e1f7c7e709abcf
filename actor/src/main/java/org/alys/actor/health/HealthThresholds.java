package org.alys.actor.health;

import java.time.Duration;
import org.alys.actor.Priority;

/**
 * When an actor counts as healthy or not.
 *
 * @param failures failed checks in a row that make it unhealthy, 1 or more
 * @param successes successful checks in a row that make it healthy again, 1 or more
 * @param timeout for one check, more than zero
 * @param recoveries recoveries tried in a row before it is escalated, 0 to {@value #MAX_RECOVERIES}
 */
public record HealthThresholds(int failures, int successes, Duration timeout, int recoveries) {
    public static final int MAX_RECOVERIES = 20;
    private static final double TIMEOUT_GROWTH = 1.5;
    /** 3 failures, 2 successes, 5 s for a check, 3 recoveries. */
    public static final HealthThresholds STANDARD = new HealthThresholds(3, 2, Duration.ofSeconds(5), 3);

    public HealthThresholds {
        if (failures < 1
                || successes < 1
                || recoveries < 0
                || recoveries > MAX_RECOVERIES
                || !timeout.isPositive()
                || timeout.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("impossible thresholds: " + failures + " failures, " + successes
                    + " successes, " + recoveries + " recoveries, " + timeout);
        }
    }

    public HealthThresholds withFailures(int inARow) {
        return new HealthThresholds(inARow, successes, timeout, recoveries);
    }

    /** The time-out of a check after so many recoveries: half as long again after each, since a fresh start takes time. */
    public Duration timeoutAfter(int recoveriesSoFar) {
        double growth = Math.pow(TIMEOUT_GROWTH, Math.clamp(recoveriesSoFar, 0, MAX_RECOVERIES));
        return Duration.ofNanos((long) (timeout.toNanos() * growth));
    }

    /** How often an actor of this priority is checked: 5, 10, 30 or 60 s. */
    public static Duration interval(Priority priority) {
        return switch (priority) {
            case CRITICAL -> Duration.ofSeconds(5);
            case HIGH -> Duration.ofSeconds(10);
            case NORMAL -> Duration.ofSeconds(30);
            case BACKGROUND -> Duration.ofMinutes(1);
        };
    }
}
