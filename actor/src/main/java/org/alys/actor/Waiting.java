package org.alys.actor;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Waits on the thread that made it for one of many things within one deadline, measured by the injected scheduler. */
final class Waiting implements AutoCloseable {
    private final ThreadStarter threads;
    private final CompletableFuture<Boolean> outOfTime = new CompletableFuture<>();
    private final Cancellable expiry;

    Waiting(ActorRuntime runtime, Duration deadline) {
        threads = runtime.threads();
        Await.wakeAfter(threads, outOfTime);
        expiry = runtime.scheduler().schedule(deadline, () -> outOfTime.complete(true));
    }

    /** Waits until {@code event} has completed; false if the deadline passes first. */
    boolean until(CompletableFuture<?> event) {
        Await.either(threads, event, outOfTime);
        return event.isDone();
    }

    @Override
    public void close() {
        expiry.cancel();
    }
}
