package org.alys.actor.supervision;

import java.time.Duration;

/** What becomes of an actor that failed. */
public sealed interface Decision {

    /** Start a fresh incarnation now. */
    record Immediate() implements Decision {}

    /** Start a fresh incarnation after the delay; messages wait in the mailbox meanwhile. */
    record Delayed(Duration delay) implements Decision {}

    /** Stop the actor and let its parent fail with this failure. */
    record Escalate(Failure failure) implements Decision {}

    /** Stop the actor; the parent goes on without it. */
    record Abandon(Failure failure) implements Decision {}
}
