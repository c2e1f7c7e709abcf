package org.alys.actor;

/** What became of a message handed to {@link ActorRef#tell}. Everything but {@link Accepted} is also a dead letter. */
public sealed interface Delivery {

    /** It is in the mailbox. It will be handled once at most: it may still expire, or the actor may stop before. */
    record Accepted() implements Delivery {}

    /** There was no room, at once or, for a mailbox that makes senders wait, within the time allowed. */
    record MailboxFull(ActorPath recipient, int capacity) implements Delivery {}

    /** There was no room, and the mailbox drops what does not fit. */
    record Dropped(ActorPath recipient, int capacity) implements Delivery {}

    /** The recipient is stopping or has stopped. */
    record Stopped(ActorPath recipient) implements Delivery {}

    /** The sender was interrupted while it waited for room; its interrupt flag is set. */
    record Interrupted(ActorPath recipient) implements Delivery {}

    default boolean accepted() {
        return this instanceof Accepted;
    }
}
