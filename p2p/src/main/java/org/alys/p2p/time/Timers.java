package org.alys.p2p.time;

import java.time.Duration;

/** A monotonic clock and one-shot timers. */
public interface Timers {
    /** Nanoseconds since an arbitrary start; only differences mean anything. */
    long nanos();

    /** Runs {@code task} once after {@code delay} on a thread of its own, unless it is cancelled before. */
    Timer after(Duration delay, Runnable task);

    /** A timer that has been set. */
    interface Timer {
        /** Keeps the task from running, if it has not begun. */
        void cancel();
    }
}
