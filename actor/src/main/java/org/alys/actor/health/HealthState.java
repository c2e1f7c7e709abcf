package org.alys.actor.health;

/** How an actor is. */
public enum HealthState {
    /** Not checked yet. */
    UNKNOWN,
    HEALTHY,
    /** A check failed, or not enough have succeeded since. */
    DEGRADED,
    /** As many checks in a row failed as the threshold says. */
    UNHEALTHY,
    /** A recovery is under way. */
    RECOVERING,
    /** It is ending; checks do not count any more. */
    SHUTTING_DOWN
}
