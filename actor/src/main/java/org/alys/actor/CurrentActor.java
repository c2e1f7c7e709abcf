package org.alys.actor;

import org.jspecify.annotations.Nullable;

/**
 * Which actor the calling thread runs. Every message that is sent asks, so it must be cheap, and a virtual thread cannot be
 * given fields: the threads of the pool say it in a field of their own, all others by their handler of uncaught exceptions,
 * which is one. (A scoped value is searched for once in every activation and after every wait, and costs an array then.)
 */
final class CurrentActor {
    private CurrentActor() {}

    /** The actor whose handler, on its own thread, is making this call. */
    static @Nullable ActorCell<?> orNull() {
        Thread thread = Thread.currentThread();
        if (thread instanceof ComputePool.Worker worker) {
            return worker.running();
        }
        return thread.getUncaughtExceptionHandler() instanceof ActorCell<?> cell && cell.runsOn(thread) ? cell : null;
    }

    static boolean exists() {
        return orNull() != null;
    }

    /** Makes the calling thread, which is not one of the pool, this actor's; for threads started for it, to their end. */
    static void become(ActorCell<?> cell) {
        Thread.currentThread().setUncaughtExceptionHandler(cell);
    }

    /** Runs {@code body} as this actor on the calling thread, which has another life before and after. */
    static void run(ActorCell<?> cell, Runnable body) {
        Thread thread = Thread.currentThread();
        Thread.UncaughtExceptionHandler before = thread.getUncaughtExceptionHandler();
        become(cell);
        try {
            body.run();
        } finally {
            thread.setUncaughtExceptionHandler(before);
        }
    }
}
