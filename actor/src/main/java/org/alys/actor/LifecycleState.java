package org.alys.actor;

/**
 * The one state machine every actor goes through.
 *
 * <pre>
 * CREATED -> STARTING -> RUNNING -> STOPPING -> STOPPED
 *               |           |          ^
 *               v           v          |
 *             FAILED <------+----------+   (from any state before STOPPING)
 *               |  ^
 *               v  |
 *            RESTARTING -> RUNNING
 * </pre>
 *
 * A RUNNING actor may be PAUSED and run again.
 *
 * <p>The specification documents name the states differently. Registry states (supervision knowledge base): Registering is
 * CREATED and STARTING, Active is RUNNING, Suspended is PAUSED, Failed is FAILED and RESTARTING, ShuttingDown is STOPPING,
 * Terminated is STOPPED. ChainActor guide: Uninitialized is CREATED, Recovering is RESTARTING, the others have the same
 * name. Architecture overview: Initializing is CREATED, STARTING and RESTARTING, Running is RUNNING, Stopping is FAILED and
 * STOPPING, Stopped is STOPPED.
 */
public enum LifecycleState {
    /** Has an address and takes messages, but has not begun. */
    CREATED,
    /** The factory or {@link Actor#started} is running. */
    STARTING,
    /** Handles messages. */
    RUNNING,
    /** Handles no messages until it is resumed, restarted or stopped; they wait in the mailbox. */
    PAUSED,
    /** The last incarnation broke; its children are being stopped and its supervision decides. */
    FAILED,
    /** Waits for its backoff to pass or runs {@link Actor#restarted}; messages wait in the mailbox. */
    RESTARTING,
    /** Takes no more messages, stops its children and runs {@link Actor#stopping}. */
    STOPPING,
    /** Over for good. */
    STOPPED;

    /** Whether the actor takes no more messages. */
    public boolean isEnding() {
        return this == STOPPING || this == STOPPED;
    }

    /** Whether {@code next} may follow directly. */
    public boolean canMoveTo(LifecycleState next) {
        return switch (this) {
            case CREATED -> next == STARTING || next == STOPPING;
            case STARTING -> next == RUNNING || next == FAILED || next == STOPPING;
            case RUNNING -> next == PAUSED || next == FAILED || next == STOPPING;
            case PAUSED -> next == RUNNING || next == FAILED || next == STOPPING;
            case FAILED -> next == RESTARTING || next == STOPPING;
            case RESTARTING -> next == RUNNING || next == FAILED || next == STOPPING;
            case STOPPING -> next == STOPPED;
            case STOPPED -> false;
        };
    }
}
