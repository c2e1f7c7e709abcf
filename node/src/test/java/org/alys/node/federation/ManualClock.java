package org.alys.node.federation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.alys.actor.Cancellable;
import org.alys.actor.Scheduler;
import org.alys.actor.TimeSource;
import org.jspecify.annotations.Nullable;

/** One time for a whole federation. It stands still until a test moves it; what comes due runs on the test's thread. */
final class ManualClock implements TimeSource, Scheduler, InstantSource {
    private record Task(long dueNanos, long order, Runnable body) {}

    private final Instant origin;
    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::dueNanos).thenComparingLong(Task::order));
    private long nanos;
    private long scheduled;

    ManualClock(Instant origin) {
        this.origin = origin;
    }

    @Override
    public synchronized Instant now() {
        return origin.plusNanos(nanos);
    }

    @Override
    public Instant instant() {
        return now();
    }

    @Override
    public synchronized long nanos() {
        return nanos;
    }

    @Override
    public synchronized Cancellable schedule(Duration delay, Runnable body) {
        Task task = new Task(nanos + Math.max(0, delay.toNanos()), scheduled++, body);
        tasks.add(task);
        return () -> cancel(task);
    }

    private synchronized void cancel(Task task) {
        tasks.remove(task);
    }

    /** Runs what is due at this very moment. True if there was something. */
    boolean runDue() {
        boolean ran = false;
        for (Task due = takeDue(nanos()); due != null; due = takeDue(nanos())) {
            due.body().run();
            ran = true;
        }
        return ran;
    }

    /** Moves the time on and runs what comes due. */
    void advanceTo(Instant time) {
        long target = Duration.between(origin, time).toNanos();
        for (Task due = takeDue(target); due != null; due = takeDue(target)) {
            due.body().run();
        }
        reach(target);
    }

    private synchronized void reach(long target) {
        nanos = Math.max(nanos, target);
    }

    private synchronized @Nullable Task takeDue(long target) {
        Task first = tasks.peek();
        if (first == null || first.dueNanos() > target) {
            return null;
        }
        tasks.remove();
        nanos = Math.max(nanos, first.dueNanos());
        return first;
    }
}
