package org.alys.actor;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The lane of normal messages and, in the same object, the control lane, whose signals overtake all messages: in order,
 * unbounded, any thread puts in, the receiver takes out. The receiver looks for signals before every message and nearly always
 * finds none, so looking is cheap: they lie where it has to look anyway; senders stack them up, the receiver takes the whole
 * stack and turns it over.
 */
abstract class SignalledLane<M> extends Lane {
    private static final VarHandle LATEST;

    static {
        try {
            LATEST = MethodHandles.lookup().findVarHandle(SignalledLane.class, "latest", Entry.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final class Entry<M> {
        private final Signal<M> signal;
        private @Nullable Entry<M> next;

        Entry(Signal<M> signal) {
            this.signal = signal;
        }
    }

    /** What came since the receiver last took the stack, the latest first. */
    private volatile @Nullable Entry<M> latest;
    /** What the receiver took and has not handed out, the earliest first. */
    private @Nullable Entry<M> first;

    SignalledLane(int capacity, Overflow overflow) {
        super(capacity, overflow);
    }

    /** Any thread. */
    final void putSignal(Signal<M> signal) {
        Entry<M> entry = new Entry<>(signal);
        Entry<M> before;
        do {
            before = latest;
            entry.next = before;
        } while (!LATEST.compareAndSet(this, before, entry));
    }

    /** The earliest signal, taken out; for the receiver. */
    @Nullable
    final Signal<M> pollSignal() {
        if (first == null) {
            if (latest == null) {
                return null;
            }
            first = turnedOver();
        }
        Entry<M> entry = first;
        if (entry == null) {
            return null;
        }
        first = entry.next;
        return entry.signal;
    }

    /** Forgets all signals; for the receiver. */
    final void dropSignals() {
        first = null;
        latest = null;
    }

    @SuppressWarnings("unchecked") // The field holds entries of this lane only.
    private @Nullable Entry<M> turnedOver() {
        Entry<M> rest = (Entry<M>) LATEST.getAndSet(this, null);
        Entry<M> turned = null;
        while (rest != null) {
            Entry<M> next = rest.next;
            rest.next = turned;
            turned = rest;
            rest = next;
        }
        return turned;
    }

    final boolean signalsWait() {
        return first != null || latest != null;
    }
}
