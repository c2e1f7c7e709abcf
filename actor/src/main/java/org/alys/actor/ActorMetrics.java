package org.alys.actor;

import java.util.OptionalLong;

/**
 * What a system measures by itself, cheaply enough to be always on: every message is counted, and of every actor one message
 * in {@value #SAMPLE} is timed. An {@link ActorObserver} that wants each single message gets it at a higher price.
 */
public final class ActorMetrics {
    static final int SAMPLE = 64;

    private final Histogram queued = new Histogram();
    private final Histogram handling = new Histogram();

    ActorMetrics() {}

    void sample(OptionalLong queuedNanos, long handlingNanos) {
        queuedNanos.ifPresent(queued::add);
        handling.add(handlingNanos);
    }

    /** From sending to handling, of the messages sampled. */
    public Histogram queued() {
        return queued;
    }

    /** Time in the handler, of the messages sampled. */
    public Histogram handling() {
        return handling;
    }
}
