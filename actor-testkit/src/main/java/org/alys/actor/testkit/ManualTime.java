package org.alys.actor.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import org.alys.actor.Cancellable;
import org.alys.actor.Scheduler;
import org.alys.actor.TimeSource;
import org.jspecify.annotations.Nullable;

/** A clock and scheduler that stand still until a test moves them. Tasks run on the thread that moves the time. */
public final class ManualTime implements TimeSource, Scheduler {
    private record Task(long dueNanos, long order, Runnable body) {}

    private final Instant origin = Instant.parse("2026-01-01T00:00:00Z");
    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::dueNanos).thenComparingLong(Task::order));
    private long nanos;
    private long scheduled;

    @Override
    public synchronized Instant now() {
        return origin.plusNanos(nanos);
    }

    @Override
    public synchronized long nanos() {
        return nanos;
    }

    @Override
    public synchronized Cancellable schedule(Duration delay, Runnable body) {
        long due = nanos + Math.max(0, TimeUnit.NANOSECONDS.convert(delay));
        Task task = new Task(due < 0 ? Long.MAX_VALUE : due, scheduled++, body);
        tasks.add(task);
        notifyAll();
        return () -> cancel(task);
    }

    private synchronized void cancel(Task task) {
        tasks.remove(task);
    }

    /** How many tasks are scheduled and not cancelled. */
    public synchronized int pending() {
        return tasks.size();
    }

    /**
     * Waits until this many tasks are scheduled for later, in real time: for what another thread is about to schedule.
     *
     * @throws AssertionError if that takes longer than 20 seconds
     */
    public synchronized void awaitPending(int count) throws InterruptedException {
        long giveUp = System.nanoTime() + Teardown.PATIENCE.toNanos();
        while (tasks.size() < count) {
            long left = giveUp - System.nanoTime();
            if (left <= 0) {
                throw new AssertionError("only " + tasks.size() + " tasks are scheduled");
            }
            wait(Math.max(1, left / 1_000_000));
        }
    }

    /**
     * Moves the time on and runs what comes due, each task at its own time. A task may move it on further.
     *
     * @param by not negative: this clock never goes back
     */
    public void advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("time does not go back by " + by.negated());
        }
        long target = nanos() + by.toNanos();
        for (Task due = takeDue(target); due != null; due = takeDue(target)) {
            due.body().run();
        }
    }

    private synchronized @Nullable Task takeDue(long target) {
        Task first = tasks.peek();
        if (first == null || first.dueNanos() > target) {
            nanos = Math.max(nanos, target);
            return null;
        }
        tasks.remove();
        nanos = Math.max(nanos, first.dueNanos());
        return first;
    }
}
