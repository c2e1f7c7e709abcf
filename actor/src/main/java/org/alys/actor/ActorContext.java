package org.alys.actor;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.alys.actor.supervision.Failure;

/**
 * What an actor can do beyond its own state. It belongs to one incarnation and, except for {@link #self()}, {@link #path()}
 * and {@link #time()}, may be used only on the actor's thread; elsewhere it throws {@link IllegalStateException}.
 *
 * @param <M> the messages of the actor
 */
public interface ActorContext<M> {
    ActorRef<M> self();

    ActorPath path();

    /** The clocks the system runs by. */
    TimeSource time();

    /** The message in hand with its ids, sender and deadline. Throws {@link IllegalStateException} in a lifecycle hook. */
    Envelope<M> envelope();

    /**
     * Starts a child under this actor. It is stopped before this actor stops, and before this actor restarts.
     *
     * @throws IllegalArgumentException if the name is malformed or taken, or the options name dependencies
     */
    <C> ActorRef<C> spawn(String name, ActorFactory<C> factory, ActorOptions options);

    /** The children that have not ended, in start order. */
    List<ActorRef<?>> children();

    /**
     * Stops a child after its message in hand. Does not wait; watch it to learn when it is over. Without effect if it is over.
     *
     * @throws IllegalArgumentException if it never was a child of this actor
     */
    void stop(ActorRef<?> child);

    /**
     * Starts a child afresh after its message in hand, with its mailbox kept, as if it had failed for {@code cause}; this
     * does not count against the limit of its policy. Does not wait; without effect if the child is not running.
     */
    void restart(ActorRef<?> child, Failure cause);

    /**
     * As {@link #restart(ActorRef, Failure)}.
     *
     * @param interrupt whether to interrupt the handler of the message in hand, as {@link ActorSystem#restart} does
     */
    void restart(ActorRef<?> child, Failure cause, boolean interrupt);

    /** Stops this actor after the message in hand. */
    void stop();

    /**
     * Sends this actor a message when {@code actor} is over, exactly once, and at once if it is over already. A restart of
     * the watched actor is not its end; a restart of this actor ends its watches. Watching again replaces the message.
     */
    void watch(ActorRef<?> actor, Function<Terminated, M> message);

    /** Ends a watch; a message already on its way is dropped. Without effect if there is none. */
    void unwatch(ActorRef<?> actor);

    /**
     * Puts the message in hand aside, to be handled after {@link #unstashAll}; without effect if it is aside already. A
     * restart unstashes, also what the actor failed over after it had put it aside.
     *
     * @throws IllegalStateException if as many as {@link ActorOptions#stashCapacity()} are there already
     */
    void stash();

    /** Puts everything stashed before the mailbox, in the order in which it was stashed. */
    void unstashAll();

    /** How many messages are stashed. */
    int stashed();

    /**
     * Sends this actor a message made of the outcome of {@code future}, for actors that must not wait. Stopping or restarting
     * this actor drops the message. A throwable of the future, out of its {@link java.util.concurrent.CompletionException},
     * becomes a message too.
     */
    <T> void pipe(
            CompletionStage<T> future,
            Function<? super T, ? extends M> onResult,
            Function<? super Throwable, ? extends M> onFailure);

    /**
     * Sends the message in hand on, with its priority, its deadline and, if it is a request, the duty to answer it: if {@code
     * to} fails over it or cannot take it, the ask fails at once.
     */
    Delivery forward(ActorRef<M> to);

    /**
     * A way into the control lane of this incarnation, for any thread: what is told by it comes before the whole mailbox and
     * is never refused, and once this incarnation is over it is dropped without a word. It has no bound; it is for news of
     * what this actor set up itself, such as its children.
     */
    Consumer<M> controlLane();

    /** Timers of this incarnation; all are cancelled when it stops or restarts. */
    Timers<M> timers();

    /**
     * Runs {@code work} on a thread of its own and sends this actor a message made of its result. A throwable from the work
     * fails this actor. Stopping or restarting this actor cancels the work: its thread is interrupted, its result dropped. A
     * restart does not wait for work that takes its time to end, but the end does: the actor is over when all its work is. So
     * work must not wait for the end of its own actor. If it does not react, a shutdown that runs out of time interrupts it
     * again and then reports the actor as unresponsive.
     */
    <T> Cancellable background(Callable<T> work, Function<? super T, ? extends M> onResult);

    /**
     * As {@link #background(Callable, Function)}, but a throwable from the work becomes a message too; all but a failure
     * of the virtual machine, which still fails this actor.
     */
    <T> Cancellable background(
            Callable<T> work,
            Function<? super T, ? extends M> onResult,
            Function<? super Throwable, ? extends M> onFailure);
}
