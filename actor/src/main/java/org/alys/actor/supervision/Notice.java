package org.alys.actor.supervision;

import java.time.Instant;

/**
 * What somebody outside is told of a failure that restarting could not mend.
 *
 * @param at when the actor failed
 * @param actor its path
 * @param failure why
 * @param decision what becomes of it
 */
public record Notice(Instant at, String actor, Failure failure, Decision decision) {
    /** One line for a person. */
    public String describe() {
        return at + " " + actor + " failed too often: " + failure.describe();
    }
}
