package org.alys.actor.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.alys.actor.ActorSystem;
import org.alys.actor.DeadLetter;
import org.alys.actor.StopReport;

/** Stops a system and looks for what it leaves behind. */
final class Teardown {
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private Teardown() {}

    /** Throws {@link AssertionError} for actors that did not stop, dead letters nobody expected, and living threads. */
    static void check(ActorSystem system, TrackedThreads threads, Optional<Predicate<DeadLetter>> expected) {
        StopReport report = system.stop(PATIENCE);
        List<String> faults = new ArrayList<>();
        if (!report.graceful()) {
            faults.add("actors that did not stop: " + report);
        }
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
}
