package org.alys.actor.shutdown;

/** The state machine of a shutdown. */
public enum ShutdownPhase {
    RUNNING,
    /** Asked for; nothing has been touched. */
    INITIATED,
    /** The preparations run: no new work is taken. */
    PREPARATION,
    /** Actors stop, in order. */
    ACTOR_SHUTDOWN,
    /** The cleanup handlers run. */
    CLEANUP,
    /** What is left of the actor system stops. */
    FINALIZATION,
    /** Actors that are left are interrupted; cleanup is skipped if the force says so. */
    FORCED_SHUTDOWN,
    COMPLETE;

    /** Whether {@code next} may follow directly. */
    public boolean canMoveTo(ShutdownPhase next) {
        return switch (this) {
            case RUNNING -> next == INITIATED;
            case INITIATED -> next == PREPARATION;
            case PREPARATION -> next == ACTOR_SHUTDOWN || next == FORCED_SHUTDOWN;
            case ACTOR_SHUTDOWN -> next == CLEANUP || next == FORCED_SHUTDOWN;
            case CLEANUP -> next == FINALIZATION || next == FORCED_SHUTDOWN;
            case FINALIZATION, FORCED_SHUTDOWN -> next == COMPLETE;
            case COMPLETE -> false;
        };
    }
}
