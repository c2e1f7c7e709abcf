package org.alys.bitcoin.rpc;

import java.time.Duration;

/**
 * Tells that the Bitcoin node may have a new block. A signal is a hint: it may come without a block and may be lost, so
 * the listener asks the node itself, and asks anyway when the longest wait is over.
 */
public interface NewBlockSignal extends AutoCloseable {
    /**
     * Waits for a hint, at most {@code longest}.
     *
     * @return whether a hint came; false when the time is over or the signal is closed
     */
    boolean await(Duration longest) throws InterruptedException;

    /** Ends all waiting. */
    @Override
    void close();
}
