package org.alys.actor.health;

/** How an actor is. */
public enum HealthState {
    /** Not checked yet. */
    UNKNOWN,
    HEALTHY,
    /** It was healthy, and checks have failed since, but fewer in a row than the threshold. */
    DEGRADED,
    /** As many checks in a row failed as the threshold says, and nothing more is tried until it answers again. */
    UNHEALTHY,
    /** A recovery is under way. */
    RECOVERING,
    /** It is ending or over; checks do not count any more. */
    SHUTTING_DOWN;

    /** Whether {@code next} may follow directly. A state always may follow itself. */
    public boolean canMoveTo(HealthState next) {
        if (next == this) {
            return true;
        }
        return switch (this) {
            case UNKNOWN, DEGRADED, RECOVERING, UNHEALTHY -> next != UNKNOWN && (next != DEGRADED || this == UNKNOWN);
            case HEALTHY -> next != UNKNOWN;
            case SHUTTING_DOWN -> false;
        };
    }
}
