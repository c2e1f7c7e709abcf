package org.alys.actor;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/** What all actors of one system share. */
final class ActorRuntime {
    private final TimeSource time;
    private final Scheduler scheduler;
    private final ThreadStarter threads;
    private final RandomGenerator random;
    private final ReentrantLock randomLock = new ReentrantLock();
    private final ActorObserver observer;
    private final boolean observed;
    private final DeadLetters deadLetters;
    private final MessageIds ids = new MessageIds();
    private final Guardian guardian;
    private final Map<ActorPath, ActorCell<?>> living = new ConcurrentHashMap<>();

    ActorRuntime(ActorSystem.Builder settings, Scheduler scheduler, Guardian guardian) {
        this.time = settings.time;
        this.scheduler = scheduler;
        this.threads = settings.threads;
        this.random = settings.random;
        this.observed = !settings.observer.equals(ActorObserver.NONE);
        this.observer = observed ? new GuardedObserver(settings.observer) : ActorObserver.NONE;
        this.deadLetters = new DeadLetters(settings.deadLetterHistory);
        this.guardian = guardian;
    }

    TimeSource time() {
        return time;
    }

    Scheduler scheduler() {
        return scheduler;
    }

    ThreadStarter threads() {
        return threads;
    }

    /** A draw from 0.0 (included) to 1.0 (excluded); the generator need not be safe for threads. */
    double random() {
        randomLock.lock();
        try {
            return random.nextDouble();
        } finally {
            randomLock.unlock();
        }
    }

    ActorObserver observer() {
        return observer;
    }

    /** Whether measuring is worth its while. */
    boolean observed() {
        return observed;
    }

    MessageIds ids() {
        return ids;
    }

    DeadLetters deadLetters() {
        return deadLetters;
    }

    Guardian guardian() {
        return guardian;
    }

    Map<ActorPath, ActorCell<?>> living() {
        return living;
    }

    /** Makes the path of the cell taken. */
    void register(ActorCell<?> cell) {
        if (living.putIfAbsent(cell.path(), cell) != null) {
            throw new IllegalArgumentException("there is an actor at " + cell.path() + " already");
        }
    }

    void unregister(ActorCell<?> cell) {
        living.remove(cell.path(), cell);
    }

    void deadLetter(ActorPath recipient, Envelope<?> envelope, DeadLetter.Reason reason) {
        DeadLetter letter = DeadLetter.of(recipient, envelope, reason, time.now());
        deadLetters.add(letter);
        observer.deadLetter(letter);
    }
}
