package org.alys.evm.rpc;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Rings when a time is over. */
interface Alarms extends AutoCloseable {
    /** One that was set. */
    @FunctionalInterface
    interface Alarm {
        /** It does not ring any more, unless it is ringing just now. */
        void cancel();
    }

    /** Runs {@code ring}, which must not block, once after that time. */
    Alarm set(Duration after, Runnable ring);

    /** None rings any more. */
    @Override
    void close();

    /** By the clock of this machine, which only goes forward. */
    static Alarms real() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("eth-call-timer").factory());
        timer.setRemoveOnCancelPolicy(true);
        return new Alarms() {
            @Override
            public Alarm set(Duration after, Runnable ring) {
                ScheduledFuture<?> end = timer.schedule(ring, after.toNanos(), TimeUnit.NANOSECONDS);
                return () -> end.cancel(false);
            }

            @Override
            public void close() {
                timer.shutdownNow();
            }
        };
    }
}
