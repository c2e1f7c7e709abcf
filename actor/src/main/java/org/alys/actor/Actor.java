package org.alys.actor;

import org.alys.actor.supervision.Failure;

/**
 * State and the code that handles its messages. One message is handled at a time, always on the actor's own virtual
 * thread, so the state needs no locks, and a handler may block: on an ask, on I/O, on a lock that is held briefly. Work
 * that must not hold up the mailbox goes to {@link ActorContext#background}.
 *
 * <p>A throwable that leaves {@link #receive} or a hook that says so fails the actor: this object is thrown away and its
 * supervision policy decides whether the {@link ActorFactory} makes a new one.
 *
 * @param <M> the messages it understands; best a sealed interface of records
 */
@FunctionalInterface
public interface Actor<M> {
    /** Handles one message. */
    void receive(M message, ActorContext<M> context) throws Exception;

    /** Called once before the first message. Children, timers and watches are set up here. A throwable fails the actor. */
    default void started(ActorContext<M> context) throws Exception {}

    /**
     * Called on a fresh incarnation instead of {@link #started}, which it calls unless overridden. A throwable fails the
     * actor again.
     *
     * @param cause why the incarnation before this one failed
     */
    default void restarted(Failure cause, ActorContext<M> context) throws Exception {
        started(context);
    }

    /**
     * Called on the incarnation that failed, before it is thrown away and while its children still live: the place to
     * release what it holds. What it throws is reported and changes nothing.
     */
    default void failed(Failure cause, ActorContext<M> context) throws Exception {}

    /**
     * Called when the actor is paused, after the message in hand: it handles nothing until {@link #resumed}, a restart or its
     * end. What it throws is reported and changes nothing.
     */
    default void paused(ActorContext<M> context) throws Exception {}

    /** Called when it goes on after a pause, before the next message. What it throws is reported and changes nothing. */
    default void resumed(ActorContext<M> context) throws Exception {}

    /**
     * Called when an incarnation that has not failed is stopped, after its children have stopped. What it throws is
     * reported and changes nothing.
     */
    default void stopping(ActorContext<M> context) throws Exception {}
}
