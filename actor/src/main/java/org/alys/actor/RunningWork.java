package org.alys.actor;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The background work of one actor that has not ended, of all its lives: what an earlier life began may outlast it, but not the
 * actor. Safe for all threads.
 */
final class RunningWork {
    private static final Logger LOG = LoggerFactory.getLogger(RunningWork.class);
    /** An actor that waits longer for its end says so. */
    private static final Duration MAY_LAST = Duration.ofSeconds(5);

    private final ActorPath actor;
    private final ActorRuntime runtime;
    private final Set<BackgroundTask<?, ?>> tasks = new LinkedHashSet<>();
    private @Nullable CompletableFuture<Boolean> none;

    RunningWork(ActorPath actor, ActorRuntime runtime) {
        this.actor = actor;
        this.runtime = runtime;
    }

    synchronized void began(BackgroundTask<?, ?> task) {
        tasks.add(task);
    }

    void ended(BackgroundTask<?, ?> task) {
        CompletableFuture<Boolean> told;
        synchronized (this) {
            tasks.remove(task);
            told = tasks.isEmpty() ? none : null;
        }
        if (told != null) {
            told.complete(true);
        }
    }

    synchronized int count() {
        return tasks.size();
    }

    /** Waits until nothing runs; on the thread of an actor that begins nothing more. */
    void awaitEnd() {
        CompletableFuture<Boolean> awaited = new CompletableFuture<>();
        synchronized (this) {
            if (tasks.isEmpty()) {
                return;
            }
            none = awaited;
        }
        Cancellable warning = runtime.scheduler()
                .schedule(
                        MAY_LAST,
                        () -> LOG.warn(
                                "{} cannot end: {} pieces of its background work run on, though they were interrupted",
                                actor,
                                count()));
        Await.completion(runtime.threads(), awaited);
        warning.cancel();
    }

    /** Tells all of it, once more, to end. */
    void cancel() {
        List<BackgroundTask<?, ?>> left;
        synchronized (this) {
            left = List.copyOf(tasks);
        }
        left.forEach(BackgroundTask::cancel);
    }
}
