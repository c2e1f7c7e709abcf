package org.alys.actor.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.alys.actor.ActorSystem;
import org.alys.actor.DeadLetter;
import org.alys.actor.StopReport;

/** Stops a system and looks for what it leaves behind. */
final class Teardown {
    static final Duration PATIENCE = Duration.ofSeconds(20);
    /** What an interrupted actor is given; a system interrupts twice. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private Teardown() {}

    /**
     * Throws {@link AssertionError} for actors that did not stop, dead letters nobody expected, and living threads.
     *
     * @param patience with actors, in the time of the system and on the wall
     * @param clock moves the time of the system on if it stands still
     */
    static void check(
            ActorSystem system,
            TrackedThreads threads,
            Optional<Predicate<DeadLetter>> expected,
            Duration patience,
            Consumer<Duration> clock) {
        List<String> faults = new ArrayList<>();
        stop(system, patience, clock)
                .ifPresentOrElse(
                        report -> {
                            if (!report.graceful()) {
                                faults.add("actors that did not stop: " + report);
                            }
                        },
                        () -> faults.add(
                                "a system that does not stop, perhaps because its time stands still: " + system));
        // Before the dead letters: what a thread sends at last may become one.
        threads.left(PATIENCE.dividedBy(10)).forEach(thread -> faults.add("a thread left over: " + thread));
        List<DeadLetter> unexpected = system.deadLetters().latest().stream()
                .filter(letter -> expected.filter(like -> like.test(letter)).isEmpty())
                .toList();
        if (!unexpected.isEmpty()) {
            faults.add("dead letters: " + unexpected);
        } else if (expected.isEmpty() && system.deadLetters().count() > 0) {
            faults.add(system.deadLetters().count() + " dead letters, of which none was kept");
        }
        if (!faults.isEmpty()) {
            throw new AssertionError(String.join("; ", faults));
        }
    }

    /** Stops the system, on a thread of its own: in a time that stands still, nothing but the clock ends the wait for an actor. */
    private static Optional<StopReport> stop(ActorSystem system, Duration patience, Consumer<Duration> clock) {
        Thread.ofVirtual().name("teardown of " + system).start(() -> system.stop(patience));
        for (Duration wait : List.of(patience, GRACE, GRACE, PATIENCE)) {
            Optional<StopReport> report = within(system.whenStopped(), wait);
            if (report.isPresent()) {
                return report;
            }
            clock.accept(wait);
        }
        return Optional.empty();
    }

    private static Optional<StopReport> within(CompletableFuture<StopReport> stopped, Duration wait) {
        try {
            return Optional.of(stopped.get(wait.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException late) {
            return Optional.empty();
        } catch (ExecutionException broken) {
            throw new AssertionError("the system broke while it stopped", broken);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
