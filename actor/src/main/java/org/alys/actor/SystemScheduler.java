package org.alys.actor;

import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.atomic.MpscUnboundedAtomicArrayQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The production scheduler: one daemon thread. Most tasks are deadlines of asks, which are cancelled long before they are
 * due, so scheduling and cancelling must cost next to nothing: a new task goes into a queue, and the thread is woken only
 * if the task is due before the thread wakes by itself. Then, at least every {@value #COLLECT_MILLIS} ms while there is
 * something in the queue, the thread sorts in what has not been cancelled meanwhile. After {@link #close()} nothing runs any
 * more.
 */
final class SystemScheduler implements Scheduler, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SystemScheduler.class);
    private static final int COLLECT_MILLIS = 50;
    private static final long COLLECT_NANOS = Duration.ofMillis(COLLECT_MILLIS).toNanos();
    private static final int CHUNK = 256;

    /** A task that is neither run nor cancelled refers to its body; afterwards to nothing, so that it holds nothing. */
    private final class Task extends AtomicReference<@Nullable Runnable> implements Cancellable {
        private static final long serialVersionUID = 1L;
        private final long dueNanos;

        Task(long dueNanos, Runnable body) {
            super(body);
            this.dueNanos = dueNanos;
        }

        @Override
        public void cancel() {
            if (getAndSet(null) != null) {
                cancelled.setOpaque(cancelled.getOpaque() + 1);
            }
        }
    }

    private final long origin = System.nanoTime();
    private final Queue<Task> arrivals = new MpscUnboundedAtomicArrayQueue<>(CHUNK);
    private final PriorityQueue<Task> byDue = new PriorityQueue<>(Comparator.comparingLong(task -> task.dueNanos));
    /** About how many tasks were cancelled since the last sweep; a lost count only delays the next. */
    private final AtomicInteger cancelled = new AtomicInteger();
    /** When the thread wakes by itself, on the scale of {@link #now}. */
    private final AtomicLong wakesAt = new AtomicLong(Long.MAX_VALUE);

    private final Thread thread;
    private volatile boolean closed;

    SystemScheduler(String system) {
        thread = Thread.ofPlatform().daemon().name(system + " scheduler").start(this::run);
    }

    private long now() {
        return System.nanoTime() - origin;
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable body) {
        long now = now();
        long nanos = delay.isNegative() ? 0 : TimeUnit.NANOSECONDS.convert(delay);
        Task task = new Task(now + Math.min(nanos, Long.MAX_VALUE - now), body);
        if (closed) {
            return task;
        }
        arrivals.offer(task);
        // The first task of a new part of the queue becomes visible by an ordered write only, which the look at wakesAt
        // must not overtake: the thread could go to sleep without having seen the task, and nobody would wake it.
        VarHandle.fullFence();
        wakeBefore(Math.min(task.dueNanos, now + COLLECT_NANOS));
        return task;
    }

    private void wakeBefore(long nanos) {
        long before = wakesAt.get();
        while (nanos < before) {
            if (wakesAt.compareAndSet(before, nanos)) {
                LockSupport.unpark(thread);
                return;
            }
            before = wakesAt.get();
        }
    }

    private void run() {
        while (!closed) {
            // From here on an arrival wakes the thread only if it is due before the thread will have looked again.
            wakesAt.set(Long.MAX_VALUE);
            collect();
            runDue();
            Task next = byDue.peek();
            if (next != null) {
                wakeBefore(next.dueNanos);
            }
            for (long wait = wakesAt.get() - now(); wait > 0 && !closed; wait = wakesAt.get() - now()) {
                LockSupport.parkNanos(this, wait);
            }
        }
    }

    private void collect() {
        for (Task task = arrivals.poll(); task != null; task = arrivals.poll()) {
            if (task.get() != null) {
                byDue.add(task);
            }
        }
        if (cancelled.get() > byDue.size() / 2 + CHUNK) {
            cancelled.set(0);
            byDue.removeIf(task -> task.get() == null);
        }
    }

    private void runDue() {
        long now = now();
        for (Task first = byDue.peek(); first != null && first.dueNanos <= now && !closed; first = byDue.peek()) {
            byDue.poll();
            Runnable body = first.getAndSet(null);
            if (body != null) {
                runSafely(body);
            }
        }
    }

    private static void runSafely(Runnable body) {
        try {
            body.run();
        } catch (Throwable e) {
            // Without this thread no ask would end any more.
            LOG.error("a scheduled task failed", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
