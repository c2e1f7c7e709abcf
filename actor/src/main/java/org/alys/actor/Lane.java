package org.alys.actor;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Queue;
import org.jctools.queues.atomic.MpmcAtomicArrayQueue;
import org.jctools.queues.atomic.MpscGrowableAtomicArrayQueue;
import org.jctools.queues.atomic.unpadded.MpscAtomicUnpaddedArrayQueue;
import org.jctools.queues.atomic.unpadded.MpscGrowableAtomicUnpaddedArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one priority in one mailbox: bounded, in order, many senders, one receiver. The queues are those of
 * JCTools that need no {@code Unsafe}.
 *
 * <p>Most actors have few messages waiting, and there may be very many actors: each begins with a queue of {@value #FEW}
 * places without padding. When that is full once, a queue with padding takes over for good, which costs half a kilobyte and
 * grows to the size of the mailbox. A sender uses the second queue as soon as it sees it, never the first again; the
 * receiver takes from the second only what it saw there before it found the first empty, so what one sender put in first
 * comes out first. At the change of queues, up to {@value #FEW} messages more than the capacity can wait.
 */
final class Lane {
    static final int FEW = 32;
    /** Mailboxes up to this size keep exactly to it, with one queue. */
    private static final int SMALL = 64;

    private static final VarHandle MANY;

    static {
        try {
            MANY = MethodHandles.lookup().findVarHandle(Lane.class, "many", Queue.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Queue<Object> few;
    private volatile @Nullable Queue<Object> many;
    private final boolean dropsOld;
    private final int limit;
    private volatile int capacity;

    Lane(int capacity, Overflow overflow) {
        this.capacity = capacity;
        this.dropsOld = overflow instanceof Overflow.DropOld;
        this.limit = overflow instanceof Overflow.Resize(int most) ? Math.max(capacity, powerOfTwo(most)) : capacity;
        if (dropsOld) {
            // Only a queue that many may take from lets a sender remove the oldest message.
            few = new MpmcAtomicArrayQueue<>(limit);
        } else {
            few = limit <= SMALL
                    ? new MpscGrowableAtomicUnpaddedArrayQueue<>(2, limit)
                    : new MpscAtomicUnpaddedArrayQueue<>(FEW);
        }
    }

    static int powerOfTwo(int atLeast) {
        return Integer.highestOneBit(atLeast - 1) << 1;
    }

    boolean offer(Object mail) {
        int room = capacity;
        if (room < limit && depth() >= room) {
            // Two senders may both double a little early or late; the queue itself keeps the limit.
            capacity = Math.min(limit, 2 * room);
        }
        Queue<Object> large = many;
        if (large != null) {
            return large.offer(mail);
        }
        return few.offer(mail) || (!dropsOld && limit > SMALL && large().offer(mail));
    }

    @SuppressWarnings("unchecked") // The field holds queues of objects only.
    private Queue<Object> large() {
        Queue<Object> fresh = new MpscGrowableAtomicArrayQueue<>(2 * FEW, limit);
        Object before = MANY.compareAndExchange(this, (Queue<Object>) null, fresh);
        return before == null ? fresh : (Queue<Object>) before;
    }

    /** For the receiver; if old messages are dropped, for everyone. */
    @Nullable
    Object poll() {
        Object mail = few.poll();
        Queue<Object> large = many;
        if (mail != null || large == null || large.peek() == null) {
            return mail;
        }
        Object earlier = few.poll();
        return earlier == null ? large.poll() : earlier;
    }

    boolean isEmpty() {
        Queue<Object> large = many;
        return isEmpty(few) && (large == null || isEmpty(large));
    }

    /**
     * Whether nothing is in the queue and nobody is about to finish putting something in. A growable queue calls itself empty
     * while the first message of a new part goes in, and then makes it visible by an ordered write only, which the sender's
     * look at the state of the mailbox may overtake: receiver and sender would each miss the other. Before, the producer
     * index has become odd by a full barrier, so the plain indexes tell.
     */
    private static boolean isEmpty(Queue<Object> queue) {
        return switch (queue) {
            case MpscGrowableAtomicUnpaddedArrayQueue<Object> small ->
                small.lvConsumerIndex() == small.lvProducerIndex();
            case MpscGrowableAtomicArrayQueue<Object> large -> large.lvConsumerIndex() == large.lvProducerIndex();
            default -> queue.isEmpty();
        };
    }

    int depth() {
        Queue<Object> large = many;
        return few.size() + (large == null ? 0 : large.size());
    }

    int capacity() {
        return capacity;
    }

    boolean dropsOld() {
        return dropsOld;
    }
}
