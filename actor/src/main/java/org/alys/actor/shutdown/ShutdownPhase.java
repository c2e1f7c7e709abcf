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
    /** Actors that are left are interrupted; of the cleanup only essential steps that have not run still run. */
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

    /**
     * How much of a shutdown is done, 0 to 100, in this phase and with a part of it done. Never less in a later phase.
     *
     * @param done parts of the phase done, 0 to {@code all}
     * @param all parts of the phase, 0 or more
     */
    int percent(int done, int all) {
        return switch (this) {
            case RUNNING, INITIATED -> 0;
            case PREPARATION -> share(0, 5, done, all);
            case ACTOR_SHUTDOWN -> share(5, 85, done, all);
            case CLEANUP -> share(85, 95, done, all);
            case FINALIZATION, FORCED_SHUTDOWN -> 95;
            case COMPLETE -> 100;
        };
    }

    private static int share(int from, int to, int done, int all) {
        return all == 0 ? from : from + (to - from) * done / all;
    }
}
