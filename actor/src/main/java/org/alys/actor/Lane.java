package org.alys.actor;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one priority in one mailbox: bounded, in order, many senders, one receiver. Most actors have few messages
 * waiting, and there may be very many actors: a lane begins with a ring of {@value #FIRST} places, which it uses over and
 * over, and when that is full it adds one of twice the size, up to the size of the mailbox.
 *
 * <p>A sender claims a place by moving the tail on and then fills it. Head and tail count in twos; an odd tail says that a
 * sender is adding a ring, and the others wait for it. A ring that may have a successor keeps one place free, where {@link
 * Moved} sends the receiver on to the next. Linked rings are an idea of JCTools; this lane is a single object and has one gap
 * between what senders and receivers write instead of three, which a hundred thousand idle actors would pay for. For the lane
 * of normal messages that object is the whole {@link Mailbox}; what would mean all lanes there has the lane in its name.
 */
class Lane extends LaneGap {
    static final int FIRST = 16;
    /** How often to look for what comes at once before the core goes to others. */
    private static final int LOOKS = 64;

    private static final VarHandle TAIL;
    private static final VarHandle LIMIT;
    private static final VarHandle CAPACITY;
    private static final VarHandle HEAD;
    private static final VarHandle PLACES = MethodHandles.arrayElementVarHandle(Object[].class);

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            TAIL = lookup.findVarHandle(LaneTail.class, "tail", long.class);
            LIMIT = lookup.findVarHandle(LaneTail.class, "limit", long.class);
            CAPACITY = lookup.findVarHandle(LaneTail.class, "capacity", int.class);
            HEAD = lookup.findVarHandle(Lane.class, "head", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Stands where the messages went on in another ring. */
    private static final class Moved {
        private final @Nullable Object[] ring;

        Moved(@Nullable Object[] ring) {
            this.ring = ring;
        }
    }

    /** Twice the number of messages taken. */
    private volatile long head;
    /** The ring that the receiver empties. */
    private @Nullable Object[] oldest;
    /** Whether senders take messages out too: whoever takes one then holds the lock of this object. */
    private final boolean dropsOld;

    Lane(int capacity, Overflow overflow) {
        super(
                capacity,
                overflow instanceof Overflow.Resize(int most) ? Math.max(capacity, powerOfTwo(most)) : capacity,
                new Object[Math.min(FIRST, capacity)]);
        oldest = newest;
        dropsOld = overflow instanceof Overflow.DropOld;
        limit = limit(0, newest);
    }

    private static int powerOfTwo(int atLeast) {
        return Integer.highestOneBit(atLeast - 1) << 1;
    }

    private static int place(long index, @Nullable Object[] ring) {
        return (int) (index >> 1) & (ring.length - 1);
    }

    /** How far senders may go in this ring when the receiver has come to {@code taken}. */
    private long limit(long taken, @Nullable Object[] ring) {
        int places = ring.length;
        return taken + 2L * Math.min(capacity, places == most ? places : places - 1);
    }

    /** False if there is no room. Any thread. */
    final boolean offer(Object mail) {
        for (int looks = 1; true; looks++) {
            long index = tail;
            @Nullable Object[] ring = newest;
            if ((index & 1) != 0) {
                linger(looks);
            } else if (index < limit) {
                if (TAIL.compareAndSet(this, index, index + 2)) {
                    PLACES.setRelease(ring, place(index, ring), mail);
                    return true;
                }
            } else {
                long taken = head;
                int room = capacity;
                if (index - taken >= 2L * room) {
                    if (!widen(room)) {
                        return false;
                    }
                } else if (index < limit(taken, ring)) {
                    LIMIT.compareAndSet(this, limit, limit(taken, ring));
                } else if (grow(index, ring, taken, mail)) {
                    return true;
                }
            }
        }
    }

    /** Whether the next message is one of those that are measured; senders that race may measure one more or less. */
    final boolean sampleDue() {
        return (tail & (2 * ActorMetrics.SAMPLE - 1)) == 2 * ActorMetrics.SAMPLE - 2;
    }

    /** Doubles the capacity, or finds that another sender has; false if it is what it may be at most. */
    private boolean widen(int before) {
        if (before == most) {
            return false;
        }
        CAPACITY.compareAndSet(this, before, Math.min(most, 2 * before));
        return true;
    }

    /** Adds a ring and puts the message into it; false if another sender was faster. */
    private boolean grow(long index, @Nullable Object[] ring, long taken, Object mail) {
        @Nullable Object[] larger = new Object[2 * ring.length];
        Moved moved = new Moved(larger);
        if (!TAIL.compareAndSet(this, index, index + 1)) {
            return false;
        }
        larger[place(index, larger)] = mail;
        newest = larger;
        limit = limit(taken, larger);
        // The tail first: a receiver that follows to the new ring must not come to be ahead of it, and wait for a
        // message
        // that nobody has sent.
        TAIL.setRelease(this, index + 2);
        PLACES.setRelease(ring, place(index, ring), moved);
        return true;
    }

    /** The oldest message, taken out. For the receiver; if old messages are dropped, for everyone. */
    @Nullable
    final Object poll() {
        if (!dropsOld) {
            return take();
        }
        synchronized (this) {
            return take();
        }
    }

    private @Nullable Object take() {
        long index = (long) HEAD.get(this);
        @Nullable Object[] ring = oldest;
        int place = place(index, ring);
        Object mail = PLACES.getAcquire(ring, place);
        if (mail == null) {
            if (index == tail) {
                return null;
            }
            mail = awaitFilled(ring, place);
        }
        if (mail instanceof Moved moved) {
            ring = moved.ring;
            oldest = ring;
            place = place(index, ring);
            mail = ring[place];
        }
        ring[place] = null;
        HEAD.setRelease(this, index + 2);
        return mail;
    }

    /** The place has been claimed: its sender is about to fill it. */
    private static Object awaitFilled(@Nullable Object[] ring, int place) {
        for (int looks = 1; true; looks++) {
            Object mail = PLACES.getAcquire(ring, place);
            if (mail != null) {
                return mail;
            }
            linger(looks);
        }
    }

    /** What another thread has begun will be done in a moment, if that thread has a core. */
    @SuppressWarnings("ThreadPriorityCheck") // A courtesy; nothing relies on it for correctness.
    private static void linger(int looks) {
        if (looks % LOOKS == 0) {
            Thread.yield();
        } else {
            Thread.onSpinWait();
        }
    }

    /**
     * Whether nothing is in the lane and nobody has claimed a place. Senders claim with a full barrier before they look at the
     * state of the mailbox, but fill the place with a plain release that this look may overtake: so only the indexes tell.
     */
    final boolean laneEmpty() {
        return head == tail;
    }

    final int laneDepth() {
        long before;
        long after = head;
        long claimed;
        do {
            before = after;
            claimed = tail;
            after = head;
        } while (before != after);
        return (int) ((claimed - after) >> 1);
    }

    final int laneCapacity() {
        return capacity;
    }

    final boolean dropsOld() {
        return dropsOld;
    }
}
