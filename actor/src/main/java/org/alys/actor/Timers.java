package org.alys.actor;

import java.time.Duration;

/**
 * Messages an actor sends itself later. They overtake the mailbox and are never refused. Each timer has a key; setting a
 * timer replaces the one with the same key. For the actor's thread.
 *
 * @param <M> the messages of the actor
 */
public interface Timers<M> {
    /** Sends {@code message} once after {@code delay}. A negative delay counts as zero. */
    void single(String key, Duration delay, M message);

    /**
     * Sends {@code message} every {@code interval} (more than zero), first after one interval, at a fixed rate. A tick that
     * comes due while the one before has not been handled is left out.
     */
    void periodic(String key, Duration interval, M message);

    /** After this the message of the timer is not handled any more, even if it was on its way. False if there is none. */
    boolean cancel(String key);

    /** Whether a timer with this key will send again. */
    boolean active(String key);
}
