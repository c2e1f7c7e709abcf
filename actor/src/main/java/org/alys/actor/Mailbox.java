package org.alys.actor;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Queue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jctools.queues.atomic.MpscChunkedAtomicArrayQueue;
import org.jctools.queues.atomic.unpadded.MpscLinkedAtomicUnpaddedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Two lanes into one actor: messages, bounded and in order, and signals, which overtake messages and are never dropped.
 * Signals need no bound of their own: each stands for something the actor itself set up (a timer has at most one in the
 * lane, a child, a watch and a background task have one each) or for a stop.
 *
 * <p>The queues are the variants of JCTools that do not need {@code Unsafe}. The message queue starts small and grows, so
 * that ten thousand idle actors do not each hold an array of full capacity.
 */
final class Mailbox<M> {
    private static final int SMALLEST_CHUNK = 2;
    private static final int USUAL_CHUNK = 16;

    /** The owner runs, or has been woken. */
    private static final int AWAKE = 0;
    /** The owner is parked and any arrival wakes it. */
    private static final int IDLE = 1;
    /** The owner is parked and only a signal wakes it. */
    private static final int SUSPENDED = 2;

    private static final VarHandle WAITING;

    static {
        try {
            WAITING = MethodHandles.lookup().findVarHandle(Mailbox.class, "waiting", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final int capacity;
    private final Queue<Envelope<M>> messages;
    private final Queue<Signal<M>> signals = new MpscLinkedAtomicUnpaddedQueue<>();
    private final @Nullable WaitingSenders senders;
    private volatile @Nullable Thread owner;
    private volatile int waiting = AWAKE;
    private volatile boolean closed;

    Mailbox(int capacity, Overflow overflow) {
        this.capacity = capacity;
        this.messages =
                new MpscChunkedAtomicArrayQueue<>(capacity > USUAL_CHUNK ? USUAL_CHUNK : SMALLEST_CHUNK, capacity);
        this.senders = switch (overflow) {
            case Overflow.Reject() -> null;
            case Overflow.Block block -> new WaitingSenders();
        };
    }

    /** Must be called by the owner before it takes anything. */
    void ownedByCurrentThread() {
        owner = Thread.currentThread();
    }

    int capacity() {
        return capacity;
    }

    int depth() {
        return messages.size();
    }

    boolean closed() {
        return closed;
    }

    /** False if there is no room. Any thread. */
    boolean offer(Envelope<M> envelope) {
        if (!messages.offer(envelope)) {
            return false;
        }
        if (waiting == IDLE) {
            wake();
        }
        return true;
    }

    /** Where senders wait for room, if this mailbox makes them. */
    @Nullable
    WaitingSenders senders() {
        return senders;
    }

    /** Any thread. */
    void signal(Signal<M> signal) {
        signals.offer(signal);
        if (waiting != AWAKE) {
            wake();
        }
    }

    private void wake() {
        int before = waiting;
        if (before != AWAKE && WAITING.compareAndSet(this, before, AWAKE)) {
            LockSupport.unpark(owner);
        }
    }

    /** The next signal, for the owner. */
    @Nullable
    Signal<M> pollSignal() {
        return signals.poll();
    }

    /** The next message, for the owner. */
    @Nullable
    Envelope<M> poll() {
        Envelope<M> envelope = messages.poll();
        if (senders != null && envelope != null) {
            senders.wakeFirst();
        }
        return envelope;
    }

    /** Parks the owner until there is something to take; with {@code signalsOnly}, until there is a signal. */
    void await(boolean signalsOnly) {
        waiting = signalsOnly ? SUSPENDED : IDLE;
        if (senders != null && !signalsOnly) {
            // The volatile write above makes the last poll visible to a sender that registered since; see
            // WaitingSenders.
            senders.wakeFirst();
        }
        while (waiting != AWAKE) {
            if (!signals.isEmpty() || (!signalsOnly && !messages.isEmpty())) {
                waiting = AWAKE;
                return;
            }
            LockSupport.park(this);
            // A forced stop interrupts after putting its signal in the lane, so the flag has said all it has to say.
            Thread.interrupted();
        }
    }

    /**
     * Takes no more messages and gives those that wait to {@code leftOver}. After an offer, a sender that finds the mailbox
     * closed calls this too: its message may have come after the owner's own sweep. The lock makes one of them at a time
     * the single consumer the queue demands.
     */
    synchronized void close(Consumer<Envelope<M>> leftOver) {
        closed = true;
        for (Envelope<M> envelope = messages.poll(); envelope != null; envelope = messages.poll()) {
            leftOver.accept(envelope);
        }
        if (senders != null) {
            senders.wakeAll();
        }
    }
}
