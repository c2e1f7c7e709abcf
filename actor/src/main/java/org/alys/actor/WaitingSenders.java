package org.alys.actor;

import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/**
 * Threads parked until a mailbox has room. The receiver rouses them all when half the room is free again, and when it rests:
 * a sender woken for a single place would park again at once, and every message would cost two switches of threads.
 */
final class WaitingSenders {
    enum Outcome {
        DELIVERED,
        CLOSED,
        OUT_OF_TIME,
        INTERRUPTED
    }

    private final class Sender {
        private final Thread thread = Thread.currentThread();
        private volatile boolean outOfTime;

        void expire() {
            outOfTime = true;
            threads.unpark(thread);
        }
    }

    private final ThreadStarter threads;
    private volatile boolean someWait;
    private final Queue<Sender> queue = new ConcurrentLinkedQueue<>();

    WaitingSenders(ThreadStarter threads) {
        this.threads = threads;
    }

    /** Parks the calling thread until {@code attempt}, tried again after every wake-up, has an outcome or patience ends. */
    Outcome await(Supplier<Optional<Outcome>> attempt, Duration patience, Scheduler scheduler) {
        Sender sender = new Sender();
        queue.add(sender);
        Cancellable expiry = scheduler.schedule(patience, sender::expire);
        try {
            while (true) {
                someWait = true;
                Optional<Outcome> outcome = attempt.get();
                if (outcome.isPresent()) {
                    return outcome.get();
                }
                if (sender.outOfTime) {
                    return Outcome.OUT_OF_TIME;
                }
                if (Thread.currentThread().isInterrupted()) {
                    return Outcome.INTERRUPTED;
                }
                threads.park(this);
            }
        } finally {
            expiry.cancel();
            queue.remove(sender);
        }
    }

    /** Whether there may be senders that have not been roused since they last found no room. */
    boolean someWait() {
        return someWait;
    }

    /** For the receiver, after it made room. */
    void rouse() {
        someWait = false;
        wakeAll();
    }

    void wakeAll() {
        queue.forEach(sender -> threads.unpark(sender.thread));
    }
}
