package org.alys.actor.testkit.chaos;

import java.time.Duration;

/**
 * One line of a plan. Immutable; begin with {@link #of}.
 *
 * @param fault what happens
 * @param target to whom it can happen
 * @param oneIn the odds: at one in so many occasions, 1 for each
 * @param times strikes so often at most, 1 or more
 * @param from in force from this time after the start of the system
 * @param until and before this one
 */
public record Injection(Fault fault, Target target, int oneIn, long times, Duration from, Duration until) {
    private static final Duration FOR_EVER = Duration.ofNanos(Long.MAX_VALUE);

    public Injection {
        if (oneIn < 1 || times < 1 || from.isNegative() || until.compareTo(from) <= 0) {
            throw new IllegalArgumentException(
                    "one in " + oneIn + ", " + times + " times, from " + from + " until " + until);
        }
    }

    /** At every occasion, from the start, for ever. */
    public static Injection of(Fault fault, Target target) {
        return new Injection(fault, target, 1, Long.MAX_VALUE, Duration.ZERO, FOR_EVER);
    }

    public Injection oneIn(int occasions) {
        return new Injection(fault, target, occasions, times, from, until);
    }

    public Injection times(long strikes) {
        return new Injection(fault, target, oneIn, strikes, from, until);
    }

    public Injection between(Duration begin, Duration end) {
        return new Injection(fault, target, oneIn, times, begin, end);
    }
}
