package org.alys.actor.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.alys.actor.ActorSystem;
import org.alys.actor.DeadLetter;
import org.alys.actor.StopReport;

/** Stops a system and looks for what it leaves behind. */
final class Teardown {
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private Teardown() {}

    /** Throws {@link AssertionError} for actors that did not stop, dead letters nobody expected, and living threads. */
    static void check(ActorSystem system, TrackedThreads threads, Predicate<DeadLetter> expected) {
        StopReport report = system.stop(PATIENCE);
        List<String> faults = new ArrayList<>();
        if (!report.graceful()) {
            faults.add("actors that did not stop: " + report);
        }
        List<DeadLetter> unexpected =
                system.deadLetters().latest().stream().filter(expected.negate()).toList();
        if (!unexpected.isEmpty()) {
            faults.add("dead letters: " + unexpected);
        }
        threads.left(PATIENCE.dividedBy(10)).forEach(thread -> faults.add("a thread left over: " + thread));
        if (!faults.isEmpty()) {
            throw new AssertionError(String.join("; ", faults));
        }
    }
}
