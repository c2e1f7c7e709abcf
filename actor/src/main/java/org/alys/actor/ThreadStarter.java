package org.alys.actor;

import java.util.concurrent.locks.LockSupport;

/**
 * Starts the threads of actors and of their background work, and is where they wait. The methods with a default are for
 * runtimes that decide themselves which thread runs, such as a seeded test; leave them alone otherwise.
 */
@FunctionalInterface
public interface ThreadStarter {
    /**
     * Starts a thread that runs {@code body} once. It must be a fresh thread: the runtime may interrupt it. The name is for
     * thread dumps.
     */
    Thread start(String name, Runnable body);

    /** One virtual thread for each call. */
    static ThreadStarter virtual() {
        return new VirtualThreads();
    }

    /** Makes the calling thread wait until it is unparked or interrupted. May return early. Every wait ends up here. */
    default void park(Object blocker) {
        LockSupport.park(blocker);
    }

    /** Ends the wait of a thread, or the next one if it is not waiting. */
    default void unpark(Thread thread) {
        LockSupport.unpark(thread);
    }

    default void interrupt(Thread thread) {
        thread.interrupt();
    }

    /** Lets other threads run first. */
    @SuppressWarnings("ThreadPriorityCheck") // For fairness between actors; nothing relies on it for correctness.
    default void pause() {
        Thread.yield();
    }

    /** Whether a {@link #pause} now would let others run: true if some may wait for their turn, or if that is not known. */
    default boolean othersWait() {
        return true;
    }

    /** If true, the runtime pauses wherever the order of two threads can make a difference. */
    default boolean stepping() {
        return false;
    }
}
