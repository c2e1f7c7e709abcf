package org.alys.actor;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets other threads break off what an actor does at this moment, and never what it does next.
 *
 * <p>Who interrupts puts a signal into the control lane first, and then looks whether the actor is still at what was meant. An
 * actor that comes to an end with it meets the signal before it begins a message. There it waits until nobody is about to
 * interrupt, and takes back an interruption that came too late. Hooks, which are rare, say themselves when they begin and end.
 * For messages that would cost more than all the rest: what a thread wrote last says nothing certain about what it does now
 * unless it waits, after every message, until all can see it. So who interrupts pays instead, and looks at the stack of the
 * thread.
 */
abstract class Interruptible<M> extends InHand<M> {
    private static final String HANDLER = Handling.class.getName();

    @SuppressWarnings("rawtypes")
    private static final AtomicIntegerFieldUpdater<Interruptible> INTERRUPTERS =
            AtomicIntegerFieldUpdater.newUpdater(Interruptible.class, "interrupters");

    final ActorRuntime runtime;
    /** Odd while a hook or the factory runs, and another number for each. Written by the actor's thread. */
    private volatile int hook;
    /** How many threads are about to interrupt this actor or to find that they must not. */
    private volatile int interrupters;

    Interruptible(ActorRuntime runtime) {
        super(runtime.ids());
        this.runtime = runtime;
    }

    /** The thread that runs the actor now. */
    abstract @Nullable Thread thread();

    /** The thread to be interrupted if what the actor does now is to be broken off; none if it is one that others use too. */
    abstract @Nullable Thread interruptible();

    /**
     * Any thread: breaks off the message or the hook in hand at the time of this call, if the actor is still at it.
     *
     * @param evenItsEnd whether also if the actor is ending
     * @param announce puts a signal into the control lane; true if the actor was at rest and must be scheduled now
     * @return what {@code announce} returned
     */
    final boolean breakOff(boolean evenItsEnd, BooleanSupplier announce) {
        long message = handled();
        int hookThen = hook;
        Thread running = interruptible();
        if (running == null || (!evenItsEnd && state().isEnding())) {
            return announce.getAsBoolean();
        }
        INTERRUPTERS.incrementAndGet(this);
        try {
            runtime.step();
            boolean wasAtRest = announce.getAsBoolean();
            runtime.step();
            if (stillDoes(message, hookThen, running)) {
                runtime.threads().interrupt(running);
            }
            return wasAtRest;
        } finally {
            INTERRUPTERS.decrementAndGet(this);
            Thread waiting = thread();
            if (waiting != null) {
                runtime.threads().unpark(waiting);
            }
        }
    }

    /** The stack comes first: where it shows a handler, the count that is read after it is at least the count of that message. */
    private boolean stillDoes(long message, int hookThen, Thread running) {
        return (isHook(hookThen) || isInHandler(running)) && hook == hookThen && handled() == message;
    }

    private static boolean isHook(int number) {
        return (number & 1) == 1;
    }

    private static boolean isInHandler(Thread running) {
        return Arrays.stream(running.getStackTrace())
                .anyMatch(frame -> frame.getMethodName().equals("receive")
                        && frame.getClassName().equals(HANDLER));
    }

    /** The actor's thread: a hook or the factory begins. */
    final void beginHook() {
        int before = hook;
        hook = before + 1;
    }

    /** The actor's thread: it has ended. */
    final void endHook() {
        beginHook();
        calm();
    }

    /**
     * The actor's thread, between what it did and what comes next: waits for those who are about to interrupt what it did, and
     * takes back what came too late.
     */
    final void calm() {
        if (interruptible() == null) {
            return;
        }
        while (interrupters > 0) {
            runtime.threads().park(this);
            Thread.interrupted();
        }
        Thread.interrupted();
    }
}
