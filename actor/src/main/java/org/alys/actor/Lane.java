package org.alys.actor;

import java.util.Queue;
import org.jctools.queues.atomic.MpmcAtomicArrayQueue;
import org.jctools.queues.atomic.MpscGrowableAtomicArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one priority in one mailbox: bounded, in order, many senders, one receiver. The queues are those of
 * JCTools that need no {@code Unsafe}; they start small and double until they have the size of the mailbox, so that many
 * idle actors do not each hold a large array.
 */
final class Lane {
    private static final int SMALLEST = 8;

    private final Queue<Object> queue;
    private final boolean dropsOld;
    private final int limit;
    private volatile int capacity;

    Lane(int capacity, Overflow overflow) {
        this.capacity = capacity;
        this.dropsOld = overflow instanceof Overflow.DropOld;
        this.limit = overflow instanceof Overflow.Resize(int most) ? Math.max(capacity, powerOfTwo(most)) : capacity;
        // Only a queue that many may take from lets a sender remove the oldest message.
        this.queue = dropsOld
                ? new MpmcAtomicArrayQueue<>(limit)
                : new MpscGrowableAtomicArrayQueue<>(Math.min(SMALLEST, limit / 2), limit);
    }

    static int powerOfTwo(int atLeast) {
        return Integer.highestOneBit(atLeast - 1) << 1;
    }

    boolean offer(Object mail) {
        int room = capacity;
        if (room < limit && queue.size() >= room) {
            // Two senders may both double a little early or late; the queue itself keeps the limit.
            capacity = Math.min(limit, 2 * room);
        }
        return queue.offer(mail);
    }

    /** For the receiver; if old messages are dropped, for everyone. */
    @Nullable
    Object poll() {
        return queue.poll();
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    int depth() {
        return queue.size();
    }

    int capacity() {
        return capacity;
    }

    boolean dropsOld() {
        return dropsOld;
    }
}
