package org.alys.engine.health;

import java.time.Duration;

/**
 * What is healthy.
 *
 * @param window how far back calls count
 * @param build the longest healthy median time to build a payload
 * @param execute the longest healthy median time to execute one
 * @param successPercent the smallest healthy share of calls that succeed, 0 to 100
 * @param failuresInARow so many without a success are an error
 */
public record HealthLimits(Duration window, Duration build, Duration execute, int successPercent, int failuresInARow) {

    /** Build in 500 ms, execute in 1 s, 95 % success over the last minute; 5 failures in a row are an error. */
    public static final HealthLimits STANDARD =
            new HealthLimits(Duration.ofMinutes(1), Duration.ofMillis(500), Duration.ofSeconds(1), 95, 5);

    public HealthLimits {
        boolean positive = window.isPositive() && build.isPositive() && execute.isPositive() && failuresInARow >= 1;
        if (!positive || successPercent < 0 || successPercent > 100) {
            throw new IllegalArgumentException("limits must be positive and a percentage 0 to 100");
        }
    }
}
