package org.alys.actor.shutdown;

import java.time.Duration;

/**
 * How far a shutdown is.
 *
 * @param phase where it is
 * @param stopped actors that have stopped
 * @param actors actors to stop
 * @param percent 0 to 100, never less than before; 100 only when it is complete
 * @param elapsed time since it began
 * @param remaining estimate by the pace so far; never more than the total limit leaves
 */
public record ShutdownProgress(
        ShutdownPhase phase, int stopped, int actors, int percent, Duration elapsed, Duration remaining) {

    /** Progress with an estimate. Pure. */
    static ShutdownProgress of(
            ShutdownPhase phase, int stopped, int actors, int percent, Duration elapsed, Duration total) {
        Duration left = total.minus(elapsed).isNegative() ? Duration.ZERO : total.minus(elapsed);
        Duration estimate = left;
        if (percent == 100) {
            estimate = Duration.ZERO;
        } else if (percent > 0) {
            estimate = elapsed.multipliedBy(100 - percent).dividedBy(percent);
        }
        return new ShutdownProgress(
                phase, stopped, actors, percent, elapsed, estimate.compareTo(left) < 0 ? estimate : left);
    }
}
