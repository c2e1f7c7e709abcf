package org.alys.actor;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for futures by way of the system's threads; uninterruptibly, keeping the interrupt flag, unless it says otherwise. */
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

    /** Waits until the future has completed, interruptibly; false if the time passes first. */
    static boolean within(ActorRuntime runtime, CompletableFuture<?> future, Duration atMost)
            throws InterruptedException {
        if (future.isDone() || !atMost.isPositive()) {
            return future.isDone();
        }
        ThreadStarter threads = runtime.threads();
        CompletableFuture<Boolean> outOfTime = new CompletableFuture<>();
        wakeAfter(threads, future);
        wakeAfter(threads, outOfTime);
        Cancellable expiry = runtime.scheduler().schedule(atMost, () -> outOfTime.complete(true));
        try {
            while (!future.isDone() && !outOfTime.isDone()) {
                threads.park(future);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        } finally {
            expiry.cancel();
        }
        return future.isDone();
    }

    /** Waits by the clock of the machine, interruptibly; false if the time passes first. */
    static boolean completion(CompletableFuture<?> future, long nanos) throws InterruptedException {
        try {
            future.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException late) {
            return false;
        } catch (ExecutionException | CancellationException failed) {
            return true;
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
