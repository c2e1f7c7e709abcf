package org.alys.actor.shutdown;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.alys.actor.StopReport;

/**
 * How a shutdown went.
 *
 * @param phases the phases in order
 * @param stopped actors that stopped in their stage, in that order
 * @param late actors that did not
 * @param failedSteps preparations and cleanups that failed or were too late, with the reason
 * @param forced why it was forced, if it was
 * @param system what was left for the system to stop
 * @param took the time from the request to the end
 */
public record ShutdownReport(
        List<ShutdownPhase> phases,
        List<String> stopped,
        List<String> late,
        List<String> failedSteps,
        Optional<Force> forced,
        StopReport system,
        Duration took) {
    /** Why a shutdown was forced. */
    public enum Force {
        OVERALL_TIMEOUT,
        TOO_MANY_FAILURES,
        /** A critical actor ended by a failure instead of stopping. */
        CRITICAL_ACTOR_FAILED,
        CRITICAL_STEP_FAILED,
        EXTERNAL_SIGNAL
    }

    public ShutdownReport {
        phases = List.copyOf(phases);
        stopped = List.copyOf(stopped);
        late = List.copyOf(late);
        failedSteps = List.copyOf(failedSteps);
    }

    /** Whether everything ended by itself and in time. */
    public boolean graceful() {
        return forced.isEmpty() && late.isEmpty() && failedSteps.isEmpty() && system.graceful();
    }
}
