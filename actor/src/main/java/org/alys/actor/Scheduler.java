package org.alys.actor;

import java.time.Duration;

/** Runs short tasks later: every deadline, timer and delayed restart of the runtime goes through here. */
public interface Scheduler {
    /** Runs {@code task} once, {@code delay} from now, unless cancelled first. The task does not block. */
    Cancellable schedule(Duration delay, Runnable task);
}
