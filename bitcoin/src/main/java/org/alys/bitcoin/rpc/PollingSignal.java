package org.alys.bitcoin.rpc;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** For a Bitcoin node that does not publish its blocks: no hint comes before {@link #hint} is called. */
public final class PollingSignal implements NewBlockSignal {
    private final Semaphore hints = new Semaphore(0);
    private volatile boolean closed;

    /** Ends the current wait, or the next one. */
    public void hint() {
        hints.release();
    }

    @Override
    public boolean await(Duration longest) throws InterruptedException {
        if (closed || !hints.tryAcquire(longest.toNanos(), TimeUnit.NANOSECONDS)) {
            return false;
        }
        hints.drainPermits();
        return !closed;
    }

    @Override
    public void close() {
        closed = true;
        hints.release();
    }
}
