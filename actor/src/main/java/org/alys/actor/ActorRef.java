package org.alys.actor;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * The address of an actor. It stays valid over restarts and may be shared freely; after the actor has stopped, it leads to
 * the dead letters. Every method may be called from any thread.
 *
 * @param <M> the messages the actor understands
 */
public sealed interface ActorRef<M> permits ActorCell {
    ActorPath path();

    /** The state of the actor at this moment. */
    LifecycleState state();

    /** Sends a message. Returns at once, unless the mailbox is full and makes senders wait ({@link Overflow.Block}). */
    Delivery tell(M message);

    /** How many messages wait in its mailbox at this moment. */
    int waiting();

    /** How full its mailbox is at this moment. */
    FlowState flow();

    /** Sends a message that is worthless after {@code timeToLive}: if it is not handled by then, it is a dead letter. */
    Delivery tell(M message, Duration timeToLive);

    /** Sends a message with a priority, a time to live or a trace of its own. */
    Delivery tell(M message, SendOptions options);

    /**
     * Sends a request and waits for the answer. An ask that would close a cycle of waiting actors is refused at once. The
     * cycle is seen only between handlers on their own threads, not through threads a handler starts or futures it joins.
     *
     * @param request makes the message around the reply it is given
     * @param deadline how long to wait in all, more than zero
     * @return the answer
     * @throws AskException if there is none
     */
    <R> R ask(Function<Reply<R>, M> request, Duration deadline);

    /**
     * As {@link #ask}, without waiting for the answer (only for room in the mailbox, if that makes senders wait). The future
     * completes with the answer or with an {@link AskException}, on the thread of whoever brings it, so what hangs on it
     * must be short. Cancelling the future takes the request back if it is still in the mailbox.
     */
    <R> CompletableFuture<R> askAsync(Function<Reply<R>, M> request, Duration deadline);
}
