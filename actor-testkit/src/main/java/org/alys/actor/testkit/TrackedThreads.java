package org.alys.actor.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.alys.actor.ThreadStarter;

/** Virtual threads that are remembered while they live. */
final class TrackedThreads implements ThreadStarter {
    private static final ThreadStarter VIRTUAL = ThreadStarter.virtual();

    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();

    @Override
    public Thread start(String name, Runnable body) {
        Thread thread = VIRTUAL.start(name, body);
        threads.removeIf(old -> !old.isAlive());
        threads.add(thread);
        return thread;
    }

    @Override
    public boolean othersWait() {
        return VIRTUAL.othersWait();
    }

    /** Those that do not end within so long each. */
    List<Thread> left(Duration patience) {
        return threads.stream().filter(thread -> outlives(thread, patience)).toList();
    }

    private static boolean outlives(Thread thread, Duration patience) {
        try {
            return !thread.join(patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
