package org.alys.actor.bus;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.alys.actor.ThreadStarter;
import org.jspecify.annotations.Nullable;

/**
 * A reentrant lock whose waits are those of a {@link ThreadStarter}: it is held while messages are sent, and a seeded test must
 * be able to let its holder go on meanwhile. First come, first served, after the mutex in the documentation of {@link
 * java.util.concurrent.locks.LockSupport}.
 */
final class TopicLock {
    private final ThreadStarter threads;
    private final AtomicReference<@Nullable Thread> owner = new AtomicReference<>();
    private final Queue<Thread> waiting = new ConcurrentLinkedQueue<>();
    /** How often the owner has come in again; for the owner. */
    private int again;

    TopicLock(ThreadStarter threads) {
        this.threads = threads;
    }

    /** Waits for it; an interrupt does not end the wait, and is kept. */
    void lock() {
        Thread current = Thread.currentThread();
        if (current.equals(owner.get())) {
            again++;
        } else if (!waiting.isEmpty() || !owner.compareAndSet(null, current)) {
            awaitTurn(current);
        }
    }

    private void awaitTurn(Thread current) {
        boolean interrupted = false;
        waiting.add(current);
        while (!current.equals(waiting.peek()) || !owner.compareAndSet(null, current)) {
            threads.park(this);
            interrupted |= Thread.interrupted();
        }
        waiting.remove();
        if (interrupted) {
            current.interrupt();
        }
    }

    /** Only for who holds it. */
    void unlock() {
        if (again > 0) {
            again--;
            return;
        }
        owner.set(null);
        Thread next = waiting.peek();
        if (next != null) {
            threads.unpark(next);
        }
    }
}
