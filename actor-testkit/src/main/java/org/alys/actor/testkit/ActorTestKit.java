package org.alys.actor.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.alys.actor.ActorFactory;
import org.alys.actor.ActorOptions;
import org.alys.actor.ActorRef;
import org.alys.actor.ActorSystem;
import org.alys.actor.DeadLetter;
import org.alys.actor.StopReport;

/**
 * A system on real threads whose time a test moves. Closing it stops the system and fails the test if an actor had to be
 * interrupted, if there are dead letters that were not expected, or if a thread it started is still alive.
 */
public final class ActorTestKit implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ManualTime time = new ManualTime();
    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();
    private final ActorSystem system;
    private boolean deadLettersExpected;
    private int probes;

    /** Makes and starts a system of this name. */
    public ActorTestKit(String name) {
        system = ActorSystem.named(name)
                .time(time)
                .scheduler(time)
                .threads((threadName, body) -> {
                    Thread thread = Thread.ofVirtual().name(threadName).start(body);
                    threads.removeIf(old -> !old.isAlive());
                    threads.add(thread);
                    return thread;
                })
                .build();
        system.start();
    }

    public ActorSystem system() {
        return system;
    }

    /** The clock of the system. */
    public ManualTime time() {
        return time;
    }

    public <M> ActorRef<M> spawn(String name, ActorFactory<M> factory) {
        return system.spawn(name, factory, ActorOptions.DEFAULTS);
    }

    public <M> TestProbe<M> probe() {
        return TestProbe.in(system, "probe-" + probes++, PATIENCE);
    }

    /** This test makes dead letters on purpose. */
    public void expectDeadLetters() {
        deadLettersExpected = true;
    }

    @Override
    public void close() {
        StopReport report = system.stop(PATIENCE);
        List<String> faults = new ArrayList<>();
        if (!report.graceful()) {
            faults.add("actors that did not stop: " + report);
        }
        List<DeadLetter> letters = system.deadLetters().latest();
        if (!deadLettersExpected && system.deadLetters().count() > 0) {
            faults.add("dead letters: " + letters);
        }
        threads.stream().filter(ActorTestKit::outlives).forEach(thread -> faults.add("a thread left over: " + thread));
        if (!faults.isEmpty()) {
            throw new AssertionError(String.join("; ", faults));
        }
    }

    private static boolean outlives(Thread thread) {
        try {
            return !thread.join(PATIENCE.dividedBy(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
