package org.alys.actor.diagnosis;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.alys.actor.supervision.Decision;
import org.alys.actor.supervision.Failure;
import org.alys.actor.supervision.FailureRecord;

/**
 * How restarts of one actor over one kind of failure have turned out. A restart helped if the actor did not fail again within
 * a window; one that is younger than that is not counted.
 *
 * @param helped restarts that did
 * @param failed restarts that did not
 */
public record RestartRecord(int helped, int failed) {

    /**
     * Counts a history. Pure.
     *
     * @param history the failures of any actors, oldest first
     * @param actor the path of the actor
     * @param kind failures of this class count
     * @param window more than zero
     */
    public static RestartRecord of(
            List<FailureRecord> history, String actor, Class<? extends Failure> kind, Duration window, Instant now) {
        List<FailureRecord> own =
                history.stream().filter(failed -> failed.actor().equals(actor)).toList();
        int helped = 0;
        int failed = 0;
        for (int n = 0; n < own.size(); n++) {
            FailureRecord one = own.get(n);
            if (!kind.isInstance(one.failure()) || !restarted(one.decision())) {
                continue;
            }
            Instant quiet = one.at().plus(window);
            boolean last = n == own.size() - 1;
            if (!last && own.get(n + 1).at().isBefore(quiet)) {
                failed++;
            } else if (!last || !now.isBefore(quiet)) {
                helped++;
            }
        }
        return new RestartRecord(helped, failed);
    }

    private static boolean restarted(Decision decision) {
        return switch (decision) {
            case Decision.Immediate() -> true;
            case Decision.Delayed(Duration delay) -> true;
            case Decision.Escalate(Failure reason) -> false;
            case Decision.Abandon(Failure reason) -> false;
        };
    }

    /** The part of the restarts that helped, 0 to 1; empty if there is no experience. */
    public OptionalDouble successRate() {
        int all = helped + failed;
        return all == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) helped / all);
    }
}
