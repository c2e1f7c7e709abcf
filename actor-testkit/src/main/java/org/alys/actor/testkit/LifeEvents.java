package org.alys.actor.testkit;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.alys.actor.ActorObserver;
import org.alys.actor.ActorPath;
import org.alys.actor.DeadLetter;
import org.alys.actor.Terminated;
import org.alys.actor.supervision.Decision;
import org.alys.actor.supervision.Failure;

/**
 * An observer by which a test waits for what becomes of actors: a condition is looked at again whenever an actor has started,
 * failed, restarted or stopped, or a letter has died, and at no other time. For systems on real threads.
 */
public final class LifeEvents implements ActorObserver {
    private final Duration patience;
    private long events;

    /** Gives a condition so long to come true before it throws {@link AssertionError}. */
    public LifeEvents(Duration patience) {
        this.patience = patience;
    }

    /** Returns when the condition holds. It may ask actors. */
    public void await(BooleanSupplier condition) {
        long giveUp = System.nanoTime() + patience.toNanos();
        long seen = events();
        while (!condition.getAsBoolean()) {
            seen = awaitAfter(seen, giveUp);
        }
    }

    private synchronized long events() {
        return events;
    }

    private synchronized long awaitAfter(long seen, long giveUp) {
        try {
            while (events == seen) {
                long left = Duration.ofNanos(giveUp - System.nanoTime()).toMillis();
                if (left <= 0) {
                    throw new AssertionError("the condition did not come true within " + patience);
                }
                wait(left);
            }
            return events;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private synchronized void happened() {
        events++;
        notifyAll();
    }

    @Override
    public void started(ActorPath actor) {
        happened();
    }

    @Override
    public void failed(ActorPath actor, Failure failure, Decision decision) {
        happened();
    }

    @Override
    public void restarted(ActorPath actor, int restarts) {
        happened();
    }

    @Override
    public void stopped(Terminated terminated) {
        happened();
    }

    @Override
    public void deadLetter(DeadLetter letter) {
        happened();
    }
}
