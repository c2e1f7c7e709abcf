package org.alys.actor;

import java.time.Duration;

/** What a full mailbox does with one more message. */
public sealed interface Overflow {

    /** Refuses it at once. */
    record Reject() implements Overflow {}

    /**
     * Makes the sender's thread wait for room, at most {@code patience}, or until the deadline of the ask if that comes
     * first. An actor that sends to its own full mailbox is refused at once, since nobody else could make room.
     */
    record Block(Duration patience) implements Overflow {
        public Block {
            if (!patience.isPositive()) {
                throw new IllegalArgumentException("patience must be positive: " + patience);
            }
        }
    }
}
