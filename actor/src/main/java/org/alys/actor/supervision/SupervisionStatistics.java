package org.alys.actor.supervision;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a history of failures amounts to.
 *
 * @param failures failures in the history
 * @param byKind failures by the simple name of their record
 * @param restarts answered by a restart
 * @param escalations climbed to the parent
 * @param abandoned ended the actor alone
 * @param meanDelay mean delay of the restarts
 * @param restartRateLastHour part of the last hour's failures answered by a restart, 1.0 if there were none
 * @param restartRateLastDay the same for 24 hours
 * @param latest the latest failure
 */
public record SupervisionStatistics(
        int failures,
        Map<String, Integer> byKind,
        int restarts,
        int escalations,
        int abandoned,
        Duration meanDelay,
        double restartRateLastHour,
        double restartRateLastDay,
        Optional<Instant> latest) {
    public SupervisionStatistics {
        byKind = Map.copyOf(byKind);
    }

    /** Counts a history as it is at {@code now}. Pure. */
    public static SupervisionStatistics of(List<FailureRecord> records, Instant now) {
        Map<String, Integer> byKind = new TreeMap<>();
        int restarts = 0;
        int escalations = 0;
        int abandoned = 0;
        Duration waited = Duration.ZERO;
        for (FailureRecord failed : records) {
            byKind.merge(failed.failure().getClass().getSimpleName(), 1, Integer::sum);
            switch (failed.decision()) {
                case Decision.Immediate() -> restarts++;
                case Decision.Delayed(Duration delay) -> {
                    restarts++;
                    waited = waited.plus(delay);
                }
                case Decision.Escalate(Failure reason) -> escalations++;
                case Decision.Abandon(Failure reason) -> abandoned++;
            }
        }
        return new SupervisionStatistics(
                records.size(),
                byKind,
                restarts,
                escalations,
                abandoned,
                restarts == 0 ? Duration.ZERO : waited.dividedBy(restarts),
                restartRate(records, now.minus(Duration.ofHours(1))),
                restartRate(records, now.minus(Duration.ofHours(24))),
                records.isEmpty()
                        ? Optional.empty()
                        : Optional.of(records.getLast().at()));
    }

    private static double restartRate(List<FailureRecord> records, Instant edge) {
        List<FailureRecord> recent =
                records.stream().filter(failed -> failed.at().isAfter(edge)).toList();
        long restarted = recent.stream()
                .filter(failed -> failed.decision() instanceof Decision.Immediate
                        || failed.decision() instanceof Decision.Delayed)
                .count();
        return recent.isEmpty() ? 1.0 : (double) restarted / recent.size();
    }
}
