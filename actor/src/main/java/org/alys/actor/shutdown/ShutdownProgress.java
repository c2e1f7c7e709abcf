package org.alys.actor.shutdown;

import java.time.Duration;

/**
 * How far a shutdown is.
 *
 * @param phase where it is
 * @param stopped actors that have stopped
 * @param actors actors to stop
 * @param elapsed time since it began
 * @param remaining estimate by the pace so far; never more than the total limit leaves
 */
public record ShutdownProgress(ShutdownPhase phase, int stopped, int actors, Duration elapsed, Duration remaining) {

    /** Progress with an estimate. Pure. */
    static ShutdownProgress of(ShutdownPhase phase, int stopped, int actors, Duration elapsed, Duration total) {
        Duration left = total.minus(elapsed).isNegative() ? Duration.ZERO : total.minus(elapsed);
        Duration estimate = left;
        if (phase == ShutdownPhase.COMPLETE || stopped == actors) {
            estimate = Duration.ZERO;
        } else if (stopped > 0) {
            estimate = elapsed.multipliedBy(actors - stopped).dividedBy(stopped);
        }
        return new ShutdownProgress(phase, stopped, actors, elapsed, estimate.compareTo(left) < 0 ? estimate : left);
    }

    /** 0 to 100. */
    public int percent() {
        return phase == ShutdownPhase.COMPLETE ? 100 : actors == 0 ? 0 : 90 * stopped / actors;
    }
}
