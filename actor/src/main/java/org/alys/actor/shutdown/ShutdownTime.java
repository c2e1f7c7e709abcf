package org.alys.actor.shutdown;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.alys.actor.ActorSystem;

/** The time of one shutdown by the clock of its system, and waits that end with it. For the thread of the shutdown. */
final class ShutdownTime {
    private final ActorSystem system;
    private final ShutdownLimits limits;
    private final CompletableFuture<Void> forceSignal;
    private final Runnable tell;
    private final long beganNanos;

    /**
     * Begins now.
     *
     * @param forceSignal completes when the shutdown is to be forced
     * @param tell called at the interval of the limits while something is waited for
     */
    ShutdownTime(ActorSystem system, ShutdownLimits limits, CompletableFuture<Void> forceSignal, Runnable tell) {
        this.system = system;
        this.limits = limits;
        this.forceSignal = forceSignal;
        this.tell = tell;
        this.beganNanos = system.time().nanos();
    }

    Duration elapsed() {
        return since(beganNanos);
    }

    Duration left() {
        return limits.total().minus(elapsed());
    }

    long now() {
        return system.time().nanos();
    }

    Duration since(long nanos) {
        return Duration.ofNanos(now() - nanos);
    }

    /** Throws if the shutdown is to be forced. */
    void requireGoingOn() throws ForcedException {
        requireUnforced();
        requireTime();
    }

    private void requireUnforced() throws ForcedException {
        if (forceSignal.isDone()) {
            throw new ForcedException(ShutdownReport.Force.EXTERNAL_SIGNAL);
        }
    }

    private void requireTime() throws ForcedException {
        if (!left().isPositive()) {
            throw new ForcedException(ShutdownReport.Force.OVERALL_TIMEOUT);
        }
    }

    /** Waits with progress events. False if the limit passes first. */
    boolean await(CompletableFuture<?> future, Duration limit) throws ForcedException {
        long waitBegan = now();
        CompletableFuture<Object> first = CompletableFuture.anyOf(future, forceSignal);
        while (true) {
            requireUnforced();
            if (future.isDone()) {
                return true;
            }
            Duration left = limit.minus(since(waitBegan));
            requireTime();
            if (!left.isPositive()) {
                return false;
            }
            try {
                if (!system.await(first, shortest(shortest(left, left()), limits.progress()))) {
                    tell.run();
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new ForcedException(ShutdownReport.Force.EXTERNAL_SIGNAL);
            }
        }
    }

    private static Duration shortest(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
