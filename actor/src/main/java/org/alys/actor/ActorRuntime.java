package org.alys.actor;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What all actors of one system share. */
final class ActorRuntime {
    private final TimeSource time;
    private final @Nullable Interference interference;
    private final Scheduler scheduler;
    private final ThreadStarter threads;
    private final RandomGenerator random;
    private final ReentrantLock randomLock = new ReentrantLock();
    private final ActorObserver observer;
    private final boolean observed;
    private final DeadLetters deadLetters;
    private final MessageIds ids = new MessageIds();
    private final Guardian guardian;
    private final ActorMetrics metrics = new ActorMetrics();
    private final MailboxFactory mailboxes;
    private final boolean stepping;
    private final Optional<Executor> givenCompute;
    private final Supplier<ComputePool> newPool;
    private volatile @Nullable ComputePool pool;
    private final Map<ActorPath, ActorCell<?>> living = new ConcurrentHashMap<>();

    ActorRuntime(ActorSystem.Builder settings, Scheduler scheduler, Guardian guardian) {
        this.interference = settings.interference;
        this.scheduler = scheduler;
        this.threads = settings.threads;
        this.time = interference == null ? settings.time : interference.installed(settings.time, scheduler, threads);
        this.random = settings.random;
        this.observed = !settings.observer.equals(ActorObserver.NONE);
        this.observer = observed ? new GuardedObserver(settings.observer) : ActorObserver.NONE;
        this.deadLetters = new DeadLetters(settings.deadLetterHistory);
        this.guardian = guardian;
        this.mailboxes = settings.mailboxes;
        this.stepping = threads.stepping();
        this.givenCompute = Optional.ofNullable(settings.compute);
        this.newPool = () -> new ComputePool(settings.name, settings.parallelism);
    }

    TimeSource time() {
        return time;
    }

    Scheduler scheduler() {
        return scheduler;
    }

    /** What a test has put between the actors, if anything. */
    @Nullable
    Interference interference() {
        return interference;
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

    MailboxFactory mailboxes() {
        return mailboxes;
    }

    ActorMetrics metrics() {
        return metrics;
    }

    /** A point at which the order of threads can make a difference. */
    void step() {
        if (stepping) {
            threads.pause();
        }
    }

    /** Runs an actor in compute mode. */
    void compute(ComputePool.Activation activation) {
        if (givenCompute.isPresent()) {
            givenCompute.get().execute(activation::activate);
        } else {
            pool().submit(activation);
        }
    }

    /**
     * Lets others run before an actor that has had its share, if any wait: to give way to nobody wakes a thread that finds
     * nothing, and that takes the core from the actor where cores are scarce. True if the calling thread goes on with it.
     */
    boolean shareThread(ActorCell<?> cell, ComputePool.@Nullable Worker worker) {
        if (!cell.mustNotWait()) {
            if (threads.othersWait()) {
                threads.pause();
            }
            return true;
        }
        if (worker != null && worker.nothingWaitsInPool()) {
            return true;
        }
        cell.reschedule();
        return false;
    }

    /** As {@link #compute}, behind everything that waits already. */
    void computeLater(ComputePool.Activation activation) {
        if (givenCompute.isPresent()) {
            givenCompute.get().execute(activation::activate);
        } else {
            pool().submitLast(activation);
        }
    }

    /** The pool starts with the first actor in compute mode. */
    private ComputePool pool() {
        ComputePool started = pool;
        return started == null ? startPool() : started;
    }

    private synchronized ComputePool startPool() {
        ComputePool started = pool == null ? newPool.get() : pool;
        pool = started;
        return started;
    }

    synchronized void close() {
        if (pool != null) {
            pool.close();
        }
    }

    void deadLetter(ActorCell<?> recipient, Object mail, DeadLetter.Reason reason) {
        DeadLetter letter = mail instanceof Envelope<?> envelope
                ? DeadLetter.of(recipient.path(), envelope, reason, time.now())
                : new DeadLetter(recipient.path(), mail, ids.next(), Optional.empty(), reason, time.now());
        deadLetters.add(letter);
        observer.deadLetter(letter);
    }
}
