package org.alys.actor;

import java.util.concurrent.CompletableFuture;

/** Waits for futures by way of the system's threads, uninterruptibly, keeping the interrupt flag. */
final class Await {
    private Await() {}

    /** Waits until one of the two has completed; the second has been given to {@link #wakeAfter} already. */
    static void either(ThreadStarter threads, CompletableFuture<?> first, CompletableFuture<?> second) {
        if (first.isDone() || second.isDone()) {
            return;
        }
        wakeAfter(threads, first);
        park(threads, first, second);
    }

    static void completion(ThreadStarter threads, CompletableFuture<?> future) {
        if (!future.isDone()) {
            wakeAfter(threads, future);
            park(threads, future, future);
        }
    }

    /** Unparks the calling thread when the future completes. */
    @SuppressWarnings("FutureReturnValueIgnored") // Only the wake-up is wanted.
    static void wakeAfter(ThreadStarter threads, CompletableFuture<?> future) {
        Thread waiter = Thread.currentThread();
        future.whenComplete((done, failed) -> threads.unpark(waiter));
    }

    private static void park(ThreadStarter threads, CompletableFuture<?> first, CompletableFuture<?> second) {
        boolean interrupted = false;
        while (!first.isDone() && !second.isDone()) {
            threads.park(first);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
