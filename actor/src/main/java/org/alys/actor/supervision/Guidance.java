package org.alys.actor.supervision;

import java.time.Duration;
import java.time.Instant;

/**
 * Sees every supervision decision before it is carried out. Called on the thread of the actor that failed, by several
 * actors at once; it must be quick and must not wait for actors. What it throws ends the actor system as a broken runtime.
 */
@FunctionalInterface
public interface Guidance {
    /** Leaves every decision as it is. */
    Guidance NONE = (actor, failure, proposed, now) -> proposed;

    /**
     * The decision to carry out; {@code proposed} to leave it as it is.
     *
     * @param actor the path of the actor that failed
     * @param proposed what its policy says
     * @param now when it failed
     */
    Decision review(String actor, Failure failure, Decision proposed, Instant now);

    /**
     * Asked when a delayed restart is due: how much longer it waits, after which it is asked again; zero or less to begin.
     *
     * @param failedAt when the actor failed
     */
    default Duration hold(String actor, Instant failedAt, Instant now) {
        return Duration.ZERO;
    }
}
