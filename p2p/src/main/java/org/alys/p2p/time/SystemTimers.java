package org.alys.p2p.time;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The machine's clock. One thread waits for all timers; their tasks run on virtual threads. */
public final class SystemTimers implements Timers, AutoCloseable {
    private final ScheduledThreadPoolExecutor waiting;

    public SystemTimers() {
        waiting = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("p2p-timers").daemon().factory());
        waiting.setRemoveOnCancelPolicy(true);
        waiting.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        if (waiting.isShutdown()) {
            return () -> {};
        }
        ScheduledFuture<?> future =
                waiting.schedule(() -> Thread.startVirtualThread(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    /** Forgets all timers; tasks that have begun run on. */
    @Override
    public void close() {
        waiting.shutdownNow();
    }
}
