package org.alys.actor;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Hands out message ids. An actor takes a block at a time and counts through it on its own thread, so that busy actors do
 * not meet at one counter.
 */
final class MessageIds {
    static final int BLOCK_SIZE = 1024;

    private final AtomicLong next = new AtomicLong(1);

    long next() {
        return next.getAndIncrement();
    }

    /** The first of {@value #BLOCK_SIZE} ids. */
    long nextBlock() {
        return next.getAndAdd(BLOCK_SIZE);
    }
}
