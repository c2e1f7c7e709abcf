package org.alys.actor;

import org.alys.actor.supervision.Decision;
import org.alys.actor.supervision.Failure;

/**
 * Is told what happens to actors, for metrics and tests. Called on the thread on which it happens, so it must be quick,
 * safe for all threads, and must not ask actors. An exception it throws is logged and changes nothing.
 */
public interface ActorObserver {
    /** Does nothing; with it the runtime does not even measure. */
    ActorObserver NONE = new ActorObserver() {};

    /** The first incarnation is running. */
    default void started(ActorPath actor) {}

    /**
     * A message was handled without failure.
     *
     * @param queuedNanos time from sending to handling
     * @param handlingNanos time in the handler
     */
    default void handled(ActorPath actor, long queuedNanos, long handlingNanos) {}

    /** The actor failed, and this was decided. */
    default void failed(ActorPath actor, Failure failure, Decision decision) {}

    /** {@link Actor#failed}, {@link Actor#stopping} or another hook without consequence threw. */
    default void hookFailed(ActorPath actor, Failure failure) {}

    /** A fresh incarnation is running; {@code restarts} counts them all. */
    default void restarted(ActorPath actor, int restarts) {}

    /** The actor is over. */
    default void stopped(Terminated terminated) {}

    default void deadLetter(DeadLetter letter) {}

    /** A message of a sampled trace was handled, with or without failure. */
    default void traced(HandledSpan span) {}

    /** How full the mailbox is; told every few hundred messages and whenever a message does not fit. */
    default void flow(ActorPath actor, FlowState state) {}

    /** How many messages wait; told when the mailbox runs empty and every few hundred messages. */
    default void mailboxDepth(ActorPath actor, int depth) {}
}
