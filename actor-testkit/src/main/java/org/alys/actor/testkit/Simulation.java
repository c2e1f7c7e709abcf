package org.alys.actor.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.alys.actor.ActorSystem;
import org.alys.actor.Cancellable;
import org.alys.actor.Scheduler;
import org.alys.actor.ThreadStarter;
import org.alys.actor.TimeSource;

/**
 * Runs actors in an order chosen by a seed: the same seed and the same scenario give the same run, step by step. One thread
 * at a time has the turn; it hands the turn on wherever the runtime waits, sends, receives or goes to rest, and a generator
 * made of the seed picks who is next. Time stands still while anybody can run, and then jumps to what is due next.
 *
 * <p>What a scenario and its actors do must depend on nothing but their input, this clock and {@link #random()}. They must not
 * wait in a way the runtime does not see (a latch, a real sleep): the thread would keep the turn, and the run ends with an
 * error that names it.
 */
public final class Simulation implements ThreadStarter, Scheduler, TimeSource {
    /** What is to be run. It is a thread of the run itself: build systems, send, ask, wait, check. */
    @FunctionalInterface
    public interface Scenario<T> {
        T play(Simulation simulation) throws Exception;
    }

    private static final Instant ORIGIN = Instant.parse("2026-01-01T00:00:00Z");

    private final Turns turns;
    private final SplittableRandom random;

    private Simulation(long seed) {
        SplittableRandom root = new SplittableRandom(seed);
        turns = new Turns(root.split());
        random = root.split();
    }

    /**
     * Plays the scenario to its end and everything that it set off.
     *
     * @return what the scenario returns
     * @throws SimulationException if the scenario or a thread of its own fails, if everybody waits for something that cannot
     *     come, if a thread keeps the turn, or if threads are left over; the message names the seed
     */
    public static <T> T run(long seed, Scenario<T> scenario) {
        Simulation simulation = new Simulation(seed);
        CompletableFuture<T> outcome = new CompletableFuture<>();
        try {
            simulation.turns.play(seed, () -> {
                try {
                    outcome.complete(scenario.play(simulation));
                } catch (Throwable failed) {
                    outcome.completeExceptionally(failed);
                }
            });
        } catch (SimulationException trouble) {
            // A scenario that fails leaves threads behind; they are not the cause.
            if (!outcome.isCompletedExceptionally()) {
                throw trouble;
            }
        }
        try {
            return outcome.join();
        } catch (CompletionException failed) {
            throw new SimulationException("seed " + seed + " fails: " + failed.getCause(), failed.getCause());
        }
    }

    /** Settings of a system that runs in this simulation. */
    public ActorSystem.Builder system(String name) {
        return ActorSystem.named(name)
                .threads(this)
                .scheduler(this)
                .time(this)
                .compute(task -> start("compute", task))
                .random(random.split());
    }

    /** A source of numbers that depends on the seed only. */
    public RandomGenerator random() {
        return random.split();
    }

    /** A number for everything that has happened so far and its order; equal for equal runs. */
    public long digest() {
        return turns.digest();
    }

    /** How often the turn was handed on. */
    public long steps() {
        return turns.steps();
    }

    /**
     * Waits in virtual time.
     *
     * @throws InterruptedException if the calling thread is interrupted, as actors are that do not stop
     */
    public void sleep(Duration duration) throws InterruptedException {
        CompletableFuture<Boolean> over = new CompletableFuture<>();
        Cancellable alarm = schedule(duration, () -> over.complete(true));
        wakeAfter(over);
        try {
            while (!over.isDone()) {
                park(over);
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted asleep");
                }
            }
        } finally {
            alarm.cancel();
        }
    }

    /** Waits for a future that somebody in this simulation completes; an interrupt does not end the wait, and is kept. */
    public <T> T await(CompletableFuture<T> future) {
        wakeAfter(future);
        boolean interrupted = false;
        while (!future.isDone()) {
            park(future);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return future.join();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // Only the wake-up is wanted.
    private void wakeAfter(CompletableFuture<?> future) {
        Thread waiter = Thread.currentThread();
        future.whenComplete((done, failed) -> unpark(waiter));
    }

    @Override
    public Thread start(String name, Runnable body) {
        return turns.start(name, body);
    }

    @Override
    public void park(Object blocker) {
        turns.park(blocker);
    }

    @Override
    public void unpark(Thread thread) {
        turns.unpark(thread);
    }

    @Override
    public void interrupt(Thread thread) {
        thread.interrupt();
        turns.unpark(thread);
    }

    @Override
    public void pause() {
        turns.pause();
    }

    @Override
    public boolean stepping() {
        return true;
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        return turns.schedule(delay.isNegative() ? 0 : TimeUnit.NANOSECONDS.convert(delay), task);
    }

    @Override
    public Instant now() {
        return ORIGIN.plusNanos(turns.nanos());
    }

    @Override
    public long nanos() {
        return turns.nanos();
    }
}
