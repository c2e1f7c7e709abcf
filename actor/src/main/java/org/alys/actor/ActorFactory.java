package org.alys.actor;

/**
 * Makes an actor with fresh state, on the first start and on every restart. It runs on the actor's thread.
 *
 * @param <M> the messages the actor understands
 */
@FunctionalInterface
public interface ActorFactory<M> {
    /** A new object every time; returning one that was used before would carry broken state over a restart. */
    Actor<M> create() throws Exception;
}
