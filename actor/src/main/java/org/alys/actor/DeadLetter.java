package org.alys.actor;

import java.time.Instant;
import java.util.Optional;

/**
 * A message that was not handled, or not to its end.
 *
 * @param recipient the actor it was for
 * @param message the message
 * @param messageId its id
 * @param sender the actor it came from; empty if it came from outside
 * @param reason why it was not handled
 * @param at when that was found out
 */
public record DeadLetter(
        ActorPath recipient, Object message, long messageId, Optional<ActorPath> sender, Reason reason, Instant at) {

    public enum Reason {
        /** The mailbox had no room; the sender knows. */
        MAILBOX_FULL,
        /** The mailbox had no room and drops what does not fit, this message or an older one. */
        DROPPED,
        /** The actor is stopping or has stopped. */
        ACTOR_STOPPED,
        /** Its time to live was over, or the asker had gone. */
        EXPIRED,
        /** The handler failed over it, as often as the actor's options allow. */
        HANDLER_FAILED,
        /** The sender was interrupted while it waited for room; the sender knows. */
        SENDER_INTERRUPTED
    }

    static DeadLetter of(ActorPath recipient, Envelope<?> envelope, Reason reason, Instant at) {
        return new DeadLetter(recipient, envelope.message(), envelope.id(), envelope.sender(), reason, at);
    }
}
