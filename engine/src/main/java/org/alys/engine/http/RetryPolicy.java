package org.alys.engine.http;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How often, and after what pauses, a call is repeated whose connection failed. All attempts together stay within the
 * call's time.
 *
 * @param retries after the first attempt; 0 or more
 * @param firstPause before the first retry; each further pause is twice as long
 * @param longestPause no pause is longer, jitter aside
 * @param jitter 0 to 1: each pause is longer or shorter by up to this part of itself
 */
public record RetryPolicy(int retries, Duration firstPause, Duration longestPause, double jitter) {

    /** 3 retries, from 100 ms doubling to 10 s, 10 % jitter. */
    public static final RetryPolicy STANDARD = new RetryPolicy(3, Duration.ofMillis(100), Duration.ofSeconds(10), 0.1);

    public RetryPolicy {
        if (retries < 0 || firstPause.isNegative() || longestPause.compareTo(firstPause) < 0) {
            throw new IllegalArgumentException("retries and pauses must not be negative, and pauses must not shrink");
        }
        if (!(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException("jitter must be from 0 to 1: " + jitter);
        }
    }

    /** The pause before retry {@code number}, which counts from 1. */
    Duration pause(int number, RandomGenerator random) {
        long first = Math.max(1, firstPause.toNanos());
        int doublings = Math.min(number - 1, Long.numberOfLeadingZeros(first) - 1);
        long plain = Math.min(first << doublings, longestPause.toNanos());
        double factor = 1 + jitter * (2 * random.nextDouble() - 1);
        return Duration.ofNanos((long) (plain * factor));
    }
}
