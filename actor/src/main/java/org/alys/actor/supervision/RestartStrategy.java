package org.alys.actor.supervision;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long a failed actor waits before it is started again. The first restart after a quiet time is immediate under every
 * strategy that restarts at all: most failures are passing, and a consensus actor cannot spend a block on one. Only
 * repeats are delayed, and only repeats are aligned to block boundaries.
 */
public sealed interface RestartStrategy {
    /** Longest delay a strategy may ask for. */
    Duration LONGEST_DELAY = Duration.ofDays(1);

    /** The actor is not restarted; it stops and its parent goes on. */
    record Never() implements RestartStrategy {}

    /** Always restarted at once. */
    record Immediate() implements RestartStrategy {}

    /** Repeats wait the same delay, more than zero and at most {@link #LONGEST_DELAY}. */
    record Fixed(Duration delay, Optional<BlockAlignment> alignment) implements RestartStrategy {
        public Fixed {
            requireDelay(delay);
        }
    }

    /**
     * Repeat {@code n} (from 1) waits {@code initial + increment * (n-1)}, at most {@code max}; aligned as with
     * {@link Exponential}.
     *
     * @param initial first delay, more than zero
     * @param increment what each further repeat adds, not negative
     * @param max longest delay, from {@code initial} to {@link #LONGEST_DELAY}; with an alignment at least one interval
     * @param alignment the block boundaries to meet, if any
     */
    record Progressive(Duration initial, Duration increment, Duration max, Optional<BlockAlignment> alignment)
            implements RestartStrategy {
        public Progressive {
            requireGrowth(initial, max, alignment);
            if (increment.isNegative() || increment.compareTo(LONGEST_DELAY) > 0) {
                throw new IllegalArgumentException("increment outside 0 to " + LONGEST_DELAY + ": " + increment);
            }
        }
    }

    /**
     * A circuit breaker: restarts at once up to {@code failures} times in a row, then the circuit is open and every further
     * restart is a trial after {@code open}. A quiet time of the policy's window closes it.
     *
     * @param failures restarts before it opens, 1 to 10,000; the policy's limit must allow more for a trial to happen
     * @param open how long it stays open, more than zero and at most {@link #LONGEST_DELAY}
     */
    record CircuitBreaking(int failures, Duration open) implements RestartStrategy {
        public CircuitBreaking {
            requireDelay(open);
            if (failures < 1 || failures > 10_000) {
                throw new IllegalArgumentException("failures outside 1 to 10,000: " + failures);
            }
        }
    }

    /**
     * Repeat {@code n} (from 1) waits {@code initial * multiplier^(n-1) * (1 + (random - 0.5) * jitter)}, at most
     * {@code max}. With an alignment the buffer is added, the instant rounded up to a boundary, and if that lies beyond
     * {@code max} the last boundary within {@code max} is taken instead.
     *
     * @param initial first delay, more than zero
     * @param max longest delay, from {@code initial} to {@link #LONGEST_DELAY}; with an alignment at least one interval
     * @param multiplier growth, 1.0 to 10.0
     * @param jitter width of the random spread relative to the delay, 0.0 to 1.0
     * @param alignment the block boundaries to meet, if any
     */
    record Exponential(
            Duration initial, Duration max, double multiplier, double jitter, Optional<BlockAlignment> alignment)
            implements RestartStrategy {
        public Exponential {
            requireGrowth(initial, max, alignment);
            if (!(multiplier >= 1.0 && multiplier <= 10.0)) {
                throw new IllegalArgumentException("multiplier outside 1.0 to 10.0: " + multiplier);
            }
            if (!(jitter >= 0.0 && jitter <= 1.0)) {
                throw new IllegalArgumentException("jitter outside 0.0 to 1.0: " + jitter);
            }
        }
    }

    /** 100 ms to 60 s, doubling, with a tenth of jitter, not aligned. */
    static RestartStrategy exponential() {
        return new Exponential(Duration.ofMillis(100), Duration.ofMinutes(1), 2.0, 0.1, Optional.empty());
    }

    /** As {@link #exponential()}, with repeats on two-second block boundaries. */
    static RestartStrategy exponentialOnBlocks() {
        return new Exponential(
                Duration.ofMillis(100), Duration.ofMinutes(1), 2.0, 0.1, Optional.of(BlockAlignment.STANDARD));
    }

    /**
     * The delay before a restart; empty if this strategy does not restart.
     *
     * @param attempt 1 for the first restart after a quiet time, 2 for the first repeat and so on
     * @param now the instant of the failure, for alignment
     * @param random a draw from 0.0 (included) to 1.0 (excluded), for jitter
     */
    default Optional<Duration> delay(int attempt, Instant now, double random) {
        if (attempt < 1) {
            throw new IllegalArgumentException("attempts count from 1: " + attempt);
        }
        return switch (this) {
            case Never() -> Optional.empty();
            case Immediate() -> Optional.of(Duration.ZERO);
            case Fixed(Duration delay, Optional<BlockAlignment> alignment) ->
                Optional.of(
                        attempt == 1
                                ? Duration.ZERO
                                : alignment
                                        .map(blocks -> aligned(delay, now, blocks))
                                        .orElse(delay));
            case Progressive progressive ->
                Optional.of(attempt == 1 ? Duration.ZERO : progression(progressive, attempt - 1, now));
            case CircuitBreaking(int failures, Duration open) ->
                Optional.of(attempt <= failures ? Duration.ZERO : open);
            case Exponential exponential ->
                Optional.of(attempt == 1 ? Duration.ZERO : backoff(exponential, attempt - 1, now, random));
        };
    }

    private static Duration backoff(Exponential strategy, int repeat, Instant now, double random) {
        double nanos = strategy.initial().toNanos()
                * Math.pow(strategy.multiplier(), repeat - 1)
                * (1 + (random - 0.5) * strategy.jitter());
        Duration delay =
                Duration.ofNanos((long) Math.min(nanos, (double) strategy.max().toNanos()));
        return capped(delay, strategy.max(), now, strategy.alignment());
    }

    private static Duration progression(Progressive strategy, int repeat, Instant now) {
        double nanos =
                strategy.initial().toNanos() + (double) strategy.increment().toNanos() * (repeat - 1);
        Duration delay =
                Duration.ofNanos((long) Math.min(nanos, (double) strategy.max().toNanos()));
        return capped(delay, strategy.max(), now, strategy.alignment());
    }

    private static Duration capped(Duration delay, Duration max, Instant now, Optional<BlockAlignment> alignment) {
        return alignment
                .map(blocks -> {
                    Duration onBoundary = aligned(delay, now, blocks);
                    return onBoundary.compareTo(max) <= 0
                            ? onBoundary
                            : Duration.between(now, blocks.clock().atOrBefore(now.plus(max)));
                })
                .orElse(delay);
    }

    private static Duration aligned(Duration delay, Instant now, BlockAlignment blocks) {
        return Duration.between(now, blocks.clock().atOrAfter(now.plus(delay).plus(blocks.buffer())));
    }

    private static void requireGrowth(Duration initial, Duration max, Optional<BlockAlignment> alignment) {
        requireDelay(initial);
        requireDelay(max);
        if (max.compareTo(initial) < 0) {
            throw new IllegalArgumentException("longest delay " + max + " is below the first, " + initial);
        }
        alignment.ifPresent(blocks -> {
            if (max.compareTo(blocks.clock().interval()) < 0) {
                throw new IllegalArgumentException("no block boundary is sure to lie within " + max);
            }
        });
    }

    private static void requireDelay(Duration delay) {
        if (!delay.isPositive() || delay.compareTo(LONGEST_DELAY) > 0) {
            throw new IllegalArgumentException("delay outside 0 (excluded) to " + LONGEST_DELAY + ": " + delay);
        }
    }
}
