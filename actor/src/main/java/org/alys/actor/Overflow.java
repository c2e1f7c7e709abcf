package org.alys.actor;

import java.time.Duration;

/** What a full mailbox does with one more message. Every message that is not kept is a dead letter. */
public sealed interface Overflow {

    /** Refuses it at once; the sender is told. */
    record Reject() implements Overflow {}

    /** Drops it; the sender is told {@link Delivery.Dropped}. */
    record DropNew() implements Overflow {}

    /** Makes room by dropping the oldest message of the same priority. The room is allocated when it is first needed. */
    record DropOld() implements Overflow {}

    /**
     * Makes the sender's thread wait for room, at most {@code patience}, or until the deadline of the ask if that comes
     * first. An actor that sends to its own full mailbox is refused at once, since nobody else could make room, and so is an
     * actor in compute mode, which must not wait.
     */
    record Block(Duration patience) implements Overflow {
        public Block {
            if (!patience.isPositive()) {
                throw new IllegalArgumentException("patience must be positive: " + patience);
            }
        }
    }

    /** Doubles the room, again and again up to {@code limit} messages (at most 2^24), then refuses. It never shrinks. */
    record Resize(int limit) implements Overflow {
        public Resize {
            if (limit < 8 || limit > 1 << 24) {
                throw new IllegalArgumentException("limit outside 8 to 2^24: " + limit);
            }
        }
    }

    /** Refuses it, and the actor fails with {@link org.alys.actor.supervision.Failure.MailboxOverflow}. */
    record FailActor() implements Overflow {}
}
