package org.alys.actor;

/**
 * Comes between senders and mailboxes and before handlers, so that a test can break what it wants to see survive. A system
 * has none unless {@link ActorSystem.Builder#interference} gives it one. Its methods are called on the thread on which the
 * thing happens and must be safe for all threads.
 */
public interface Interference {
    /**
     * Told once what the system runs on, before anything else.
     *
     * @return the clock the system is to go by
     */
    default TimeSource installed(TimeSource time, Scheduler scheduler, ThreadStarter threads) {
        return time;
    }

    /**
     * A message was told, asked or forwarded and is on its way to a mailbox. Answers, and what an actor sets up for itself
     * (timers, watches, background work), do not come by here.
     *
     * @return what the sender is told became of it
     */
    default Delivery sending(Letter letter) {
        return letter.deliver();
    }

    /** Before a fresh incarnation is made. What is thrown fails the actor as if its factory had thrown it. */
    default void starting(ActorPath actor) throws Exception {}

    /** Before a message is handled, on the thread of the actor. What is thrown fails the actor over this message. */
    default void handling(ActorPath actor, Object message) throws Exception {}
}
