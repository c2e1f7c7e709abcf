package org.alys.actor.health;

/**
 * The health of one actor. Immutable.
 *
 * @param state how it is
 * @param failures checks failed in a row
 * @param successes checks succeeded in a row
 * @param recoveries recoveries started since it was last healthy
 */
public record HealthRecord(HealthState state, int failures, int successes, int recoveries) {
    public static final HealthRecord UNKNOWN = new HealthRecord(HealthState.UNKNOWN, 0, 0, 0);

    /** After a check that succeeded. */
    public HealthRecord succeeded(HealthThresholds thresholds) {
        int row = Math.min(successes + 1, thresholds.successes());
        return switch (state) {
            case UNKNOWN, HEALTHY -> new HealthRecord(HealthState.HEALTHY, 0, row, 0);
            case DEGRADED, UNHEALTHY, RECOVERING ->
                row >= thresholds.successes()
                        ? new HealthRecord(HealthState.HEALTHY, 0, row, 0)
                        : new HealthRecord(
                                state == HealthState.UNHEALTHY ? HealthState.DEGRADED : state, 0, row, recoveries);
            case SHUTTING_DOWN -> this;
        };
    }

    /** After a check that failed. */
    public HealthRecord failed(HealthThresholds thresholds) {
        int row = Math.min(failures + 1, thresholds.failures());
        return switch (state) {
            case UNKNOWN, HEALTHY, DEGRADED, RECOVERING, UNHEALTHY ->
                row >= thresholds.failures()
                        ? new HealthRecord(HealthState.UNHEALTHY, row, 0, recoveries)
                        : new HealthRecord(
                                state == HealthState.RECOVERING || state == HealthState.UNHEALTHY
                                        ? state
                                        : HealthState.DEGRADED,
                                row,
                                0,
                                recoveries);
            case SHUTTING_DOWN -> this;
        };
    }

    /** After a recovery was started; its checks count from here. */
    public HealthRecord recovering() {
        return state == HealthState.SHUTTING_DOWN
                ? this
                : new HealthRecord(HealthState.RECOVERING, 0, 0, recoveries + 1);
    }

    public HealthRecord shuttingDown() {
        return new HealthRecord(HealthState.SHUTTING_DOWN, failures, successes, recoveries);
    }
}
