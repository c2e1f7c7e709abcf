package org.alys.actor;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.alys.actor.supervision.Failure;

/** What travels in the control lane. */
sealed interface Signal<M> {

    /** Stop after the message in hand. */
    record Stop<M>() implements Signal<M> {}

    /** A message did not fit, and the actor is to fail for it. */
    record Overflowed<M>(int capacity) implements Signal<M> {}

    /**
     * Start afresh because somebody else asks for it; without effect if the actor has been started again since.
     *
     * @param restarts how often it had been started again when this was asked for
     */
    record Restart<M>(Failure cause, int restarts) implements Signal<M> {}

    /** Handle no more messages for now. */
    record Pause<M>() implements Signal<M> {}

    /** Handle messages again. */
    record Resume<M>() implements Signal<M> {}

    /** The backoff before a restart has passed. */
    record RestartDue<M>() implements Signal<M> {}

    /** A child is over; if {@code escalated}, its failure is now this actor's. */
    record ChildEnded<M>(ActorCell<?> child, Terminated how, boolean escalated) implements Signal<M> {}

    /**
     * A timer, watch or background task of {@code addressee} has something. Opened on the actor's thread, and only if that
     * incarnation still lives; empty if it was cancelled meanwhile; a throwable fails the actor.
     */
    record Arrived<M>(Incarnation<M> addressee, Callable<Optional<M>> content) implements Signal<M> {}
}
