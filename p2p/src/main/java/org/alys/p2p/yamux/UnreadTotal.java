package org.alys.p2p.yamux;

import java.util.concurrent.atomic.AtomicLong;

/** Unread bytes of many sessions together, so that many remotes cannot do what one must not. */
public final class UnreadTotal {
    private final long limit;
    private final AtomicLong bytes = new AtomicLong();

    /** @param limit bytes above which a stream that gets more is reset */
    public UnreadTotal(long limit) {
        this.limit = limit;
    }

    void change(int by) {
        bytes.addAndGet(by);
    }

    boolean isExceeded() {
        return bytes.get() > limit;
    }

    /** Bytes that have arrived and were not read yet. */
    public long bytes() {
        return bytes.get();
    }
}
