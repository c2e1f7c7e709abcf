package org.alys.actor;

import org.jspecify.annotations.Nullable;

/** The half of a {@link Lane} that senders work on: all they need is close together. */
abstract class LaneTail {
    /** Twice the number of places claimed so far, plus one while a sender adds a ring. */
    volatile long tail;
    /** Up to here a sender may claim places without a look at how far the receiver is. Never too high. */
    volatile long limit;
    /** The ring that senders fill; valid for the value of {@link #tail} read before it. */
    @Nullable
    Object[] newest;
    /** How many messages may wait now. */
    volatile int capacity;
    /** Whether the actor is active; only in the lane that is the {@link Mailbox}, which says what its values mean. */
    volatile int state;
    /** Whether the actor takes no more messages; as above. */
    volatile boolean closed;
    /** How many messages may ever wait: more than {@link #capacity} only if the lane grows with its load. */
    final int most;

    LaneTail(int capacity, int most, @Nullable Object[] ring) {
        this.capacity = capacity;
        this.most = most;
        this.newest = ring;
    }
}

/** Keeps what the receiver writes all the time out of the cache lines that senders use. */
@SuppressWarnings("unused") // Its fields are never read: they take up room.
abstract class LaneGap extends LaneTail {
    private long p1, p2, p3, p4, p5, p6, p7, p8;

    LaneGap(int capacity, int most, @Nullable Object[] ring) {
        super(capacity, most, ring);
    }
}
