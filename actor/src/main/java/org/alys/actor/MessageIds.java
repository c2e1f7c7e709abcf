package org.alys.actor;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Hands out message ids. An actor takes a block at a time and counts through it on its own thread, so that busy actors do
 * not meet at one counter.
 */
final class MessageIds {
    private static final int BLOCK_SIZE = 1024;

    private final AtomicLong next = new AtomicLong(1);

    long next() {
        return next.getAndIncrement();
    }

    Block block() {
        return new Block();
    }

    /** For one thread. */
    final class Block {
        private long nextInBlock;
        private int left;

        long next() {
            if (left == 0) {
                nextInBlock = next.getAndAdd(BLOCK_SIZE);
                left = BLOCK_SIZE;
            }
            left--;
            return nextInBlock++;
        }
    }
}
