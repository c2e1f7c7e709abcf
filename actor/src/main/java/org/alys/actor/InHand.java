package org.alys.actor;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The message an actor is handling, as the cause of what it sends meanwhile, the ids for that, and how many came before. For the
 * actor's thread; the count may be read by all, perhaps a moment late.
 */
abstract class InHand<M> extends Lifecycle {
    private static final VarHandle HANDLED;

    static {
        try {
            HANDLED = MethodHandles.lookup().findVarHandle(InHand.class, "handled", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final MessageIds ids;
    private long nextId;
    private long endOfIds;

    private @Nullable Object mail;
    private long id;
    private long correlation;
    private int generation;
    private @Nullable TraceContext trace;
    private long handled;

    InHand(MessageIds ids) {
        this.ids = ids;
    }

    /** An id for a message that this actor sends or receives. */
    final long nextId() {
        if (nextId == endOfIds) {
            nextId = ids.nextBlock();
            endOfIds = nextId + MessageIds.BLOCK_SIZE;
        }
        return nextId++;
    }

    /** Counts a message; returns how many there were before. */
    final long count() {
        long before = handled;
        HANDLED.setOpaque(this, before + 1);
        return before;
    }

    final long handled() {
        return (long) HANDLED.getOpaque(this);
    }

    final void take(Object taken, @Nullable Parcel<?> parcel) {
        mail = taken;
        if (taken instanceof Envelope<?> envelope) {
            id = envelope.id();
            correlation = envelope.correlationId();
            generation = envelope.generation();
            if (parcel != null) {
                trace = parcel.extras().trace();
            }
        }
    }

    final void release() {
        mail = null;
        id = Envelope.NO_ID;
        trace = null;
    }

    /** The message as it came out of the mailbox; none between messages. */
    @Nullable
    final Object mail() {
        return mail;
    }

    /** The message in its envelope; there must be one. */
    final Envelope<M> envelope() {
        Object taken = mail;
        if (taken == null) {
            throw new IllegalStateException("no message in hand");
        }
        if (taken instanceof Envelope<?>) {
            @SuppressWarnings("unchecked") // Only messages for this actor come into its mailbox.
            Envelope<M> envelope = (Envelope<M>) taken;
            return envelope;
        }
        @SuppressWarnings("unchecked") // As above.
        M message = (M) taken;
        return new Envelope<>(message, null, id(), id, Envelope.NO_ID, 0);
    }

    /** Its id, or {@link Envelope#NO_ID} between messages. */
    final long id() {
        if (id == Envelope.NO_ID && mail != null) {
            id = nextId();
            correlation = id;
            generation = 0;
        }
        return id;
    }

    /** Valid after {@link #id()}. */
    final long correlation() {
        return correlation;
    }

    /** Valid after {@link #id()}. */
    final int generation() {
        return generation;
    }

    /** The trace it belongs to. */
    @Nullable
    final TraceContext trace() {
        return trace;
    }
}
