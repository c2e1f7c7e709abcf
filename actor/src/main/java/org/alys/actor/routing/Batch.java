package org.alys.actor.routing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.alys.actor.Timers;

/**
 * Collects items inside an actor and hands them on together: when there are enough of them, or when the first has waited
 * long enough. For the actor's thread; lost with the incarnation.
 *
 * @param <T> the items
 * @param <M> the messages of the actor
 */
public final class Batch<T, M> {
    private final Timers<M> timers;
    private final String timer;
    private final int size;
    private final Duration longestWait;
    private final M flushMessage;
    private final Consumer<List<T>> handOn;
    private List<T> items = new ArrayList<>();

    /**
     * @param timers of the actor
     * @param timer the key of the timer that is used
     * @param size items that make a full batch, more than zero
     * @param longestWait of an item, more than zero
     * @param flushMessage comes to the actor when the wait is over; it then calls {@link #flush}
     * @param handOn gets each batch
     */
    public Batch(
            Timers<M> timers, String timer, int size, Duration longestWait, M flushMessage, Consumer<List<T>> handOn) {
        if (size < 1 || !longestWait.isPositive()) {
            throw new IllegalArgumentException("a batch of " + size + " after " + longestWait);
        }
        this.timers = timers;
        this.timer = timer;
        this.size = size;
        this.longestWait = longestWait;
        this.flushMessage = flushMessage;
        this.handOn = handOn;
    }

    public void add(T item) {
        items.add(item);
        if (items.size() >= size) {
            flush();
        } else if (items.size() == 1) {
            timers.single(timer, longestWait, flushMessage);
        }
    }

    /** Hands on what there is, if anything. */
    public void flush() {
        timers.cancel(timer);
        if (!items.isEmpty()) {
            List<T> full = List.copyOf(items);
            items = new ArrayList<>();
            handOn.accept(full);
        }
    }
}
