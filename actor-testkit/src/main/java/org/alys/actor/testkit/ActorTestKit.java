package org.alys.actor.testkit;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.alys.actor.ActorFactory;
import org.alys.actor.ActorOptions;
import org.alys.actor.ActorRef;
import org.alys.actor.ActorSystem;
import org.alys.actor.DeadLetter;

/**
 * A system on real threads whose time a test moves. Closing it stops the system and fails the test if an actor had to be
 * interrupted, if there are dead letters that were not expected, or if a thread it started is still alive.
 */
public final class ActorTestKit implements AutoCloseable {
    private final ManualTime time = new ManualTime();
    private final TrackedThreads threads = new TrackedThreads();
    private final ActorSystem system;
    private final Duration patience;
    private Optional<Predicate<DeadLetter>> expected = Optional.empty();
    private int probes;

    /** Makes and starts a system of this name. */
    public ActorTestKit(String name) {
        this(name, settings -> settings);
    }

    /** As above, with more settings: an observer, faults. Time and threads are those of the kit. */
    public ActorTestKit(String name, UnaryOperator<ActorSystem.Builder> settings) {
        this(name, settings, Teardown.PATIENCE);
    }

    /** A kit that gives actors so long to stop when it is closed. */
    ActorTestKit(String name, UnaryOperator<ActorSystem.Builder> settings, Duration patience) {
        this.patience = patience;
        system = settings.apply(
                        ActorSystem.named(name).time(time).scheduler(time).threads(threads))
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
        return TestProbe.in(system, "probe-" + probes++, Teardown.PATIENCE);
    }

    /** This test makes dead letters on purpose. */
    public void expectDeadLetters() {
        expected = Optional.of(letter -> true);
    }

    @Override
    public void close() {
        Teardown.check(system, threads, expected, patience, time::advance);
    }
}
