package org.alys.actor.supervision;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * A circuit breaker before a dependency, as an immutable value: closed until {@code settings.failures} calls failed inside
 * the window, then open for a while, then half open until enough trials succeed. After Nygard, Release It!.
 *
 * @param settings its limits
 * @param failures recent failed calls, oldest first, while closed
 * @param state what it lets through
 */
public record CircuitBreaker(Settings settings, List<Instant> failures, State state) {

    /**
     * When it opens and closes.
     *
     * @param failures failed calls inside the window that open it, 1 or more
     * @param window sliding window, more than zero
     * @param open how long it stays open, more than zero
     * @param trials successes in a row that close it again, 1 or more
     */
    public record Settings(int failures, Duration window, Duration open, int trials) {
        /** 5 failures in 5 minutes open it for 30 s; 3 successes close it. */
        public static final Settings STANDARD = new Settings(5, Duration.ofMinutes(5), Duration.ofSeconds(30), 3);

        public Settings {
            if (failures < 1 || trials < 1 || !window.isPositive() || !open.isPositive()) {
                throw new IllegalArgumentException("impossible circuit breaker: " + failures + " failures in " + window
                        + ", open " + open + ", " + trials + " trials");
            }
        }
    }

    /** What a breaker lets through. */
    public sealed interface State {
        /** Every call. */
        record Closed() implements State {}

        /** No call until then. */
        record Open(Instant until) implements State {}

        /** Calls on trial. */
        record HalfOpen(int successes) implements State {}
    }

    public CircuitBreaker {
        failures = List.copyOf(failures);
    }

    public static CircuitBreaker closed(Settings settings) {
        return new CircuitBreaker(settings, List.of(), new State.Closed());
    }

    /** Whether a call may be made at {@code now}. */
    public boolean allows(Instant now) {
        return !(at(now).state instanceof State.Open);
    }

    /** The breaker as it is at {@code now}: an open one whose time is over is half open. */
    public CircuitBreaker at(Instant now) {
        return state instanceof State.Open(Instant until) && !now.isBefore(until)
                ? new CircuitBreaker(settings, List.of(), new State.HalfOpen(0))
                : this;
    }

    public CircuitBreaker succeeded(Instant now) {
        CircuitBreaker current = at(now);
        return switch (current.state) {
            case State.HalfOpen(int successes) when successes + 1 >= settings.trials -> closed(settings);
            case State.HalfOpen(int successes) ->
                new CircuitBreaker(settings, List.of(), new State.HalfOpen(successes + 1));
            case State.Closed closed -> current;
            case State.Open open -> current;
        };
    }

    public CircuitBreaker failed(Instant now) {
        CircuitBreaker current = at(now);
        return switch (current.state) {
            case State.Open open -> current;
            case State.HalfOpen trial -> opened(now);
            case State.Closed closed -> {
                List<Instant> recent = Stream.concat(
                                failures.stream()
                                        .filter(at -> Duration.between(at, now).compareTo(settings.window) < 0),
                                Stream.of(now))
                        .toList();
                yield recent.size() >= settings.failures
                        ? opened(now)
                        : new CircuitBreaker(settings, recent, new State.Closed());
            }
        };
    }

    private CircuitBreaker opened(Instant now) {
        boolean everOpen = Duration.between(now, Instant.MAX).compareTo(settings.open) <= 0;
        Instant until = everOpen ? Instant.MAX : now.plus(settings.open);
        return new CircuitBreaker(settings, List.of(), new State.Open(until));
    }
}
