package org.alys.actor.health;

/**
 * The health of one actor. Immutable. From the first trouble until it is healthy again is one episode: in it recovery is
 * tried as often as the thresholds say, and after that the actor is escalated, once.
 *
 * @param state how it is
 * @param failures checks failed in a row
 * @param successes checks succeeded in a row
 * @param recoveries recoveries started in this episode
 * @param escalated whether it was escalated in this episode
 */
public record HealthRecord(HealthState state, int failures, int successes, int recoveries, boolean escalated) {
    public static final HealthRecord UNKNOWN = new HealthRecord(HealthState.UNKNOWN, 0, 0, 0, false);

    /** What must be done about an actor. */
    public enum Due {
        NOTHING,
        RECOVERY,
        ESCALATION
    }

    /** After a check that succeeded. */
    public HealthRecord succeeded(HealthThresholds thresholds) {
        int row = Math.min(successes + 1, thresholds.successes());
        return switch (state) {
            case UNKNOWN, HEALTHY -> new HealthRecord(HealthState.HEALTHY, 0, row, 0, false);
            case DEGRADED, UNHEALTHY, RECOVERING ->
                row >= thresholds.successes()
                        ? new HealthRecord(HealthState.HEALTHY, 0, row, 0, false)
                        : new HealthRecord(state, 0, row, recoveries, escalated);
            case SHUTTING_DOWN -> this;
        };
    }

    /** After a check that got no answer. */
    public HealthRecord failed(HealthThresholds thresholds) {
        int row = Math.min(failures + 1, thresholds.failures());
        return row >= thresholds.failures() ? sick(thresholds) : failing(row);
    }

    private HealthRecord failing(int row) {
        return switch (state) {
            case UNKNOWN, HEALTHY, DEGRADED -> new HealthRecord(HealthState.DEGRADED, row, 0, recoveries, escalated);
            case UNHEALTHY, RECOVERING -> new HealthRecord(state, row, 0, recoveries, escalated);
            case SHUTTING_DOWN -> this;
        };
    }

    /** After an answer that says it is ill: unhealthy at once. */
    public HealthRecord sick(HealthThresholds thresholds) {
        return state == HealthState.SHUTTING_DOWN
                ? this
                : new HealthRecord(HealthState.UNHEALTHY, thresholds.failures(), 0, recoveries, escalated);
    }

    /** What this state asks for; once it is done, the record says so and asks no more. */
    public Due due(HealthThresholds thresholds) {
        if (state != HealthState.UNHEALTHY || escalated) {
            return Due.NOTHING;
        }
        return recoveries < thresholds.recoveries() ? Due.RECOVERY : Due.ESCALATION;
    }

    /** After a recovery was started; its checks count from here. */
    public HealthRecord recovering() {
        return state == HealthState.SHUTTING_DOWN
                ? this
                : new HealthRecord(HealthState.RECOVERING, 0, 0, recoveries + 1, escalated);
    }

    /** After it was escalated. */
    public HealthRecord handedOver() {
        return new HealthRecord(state, failures, successes, recoveries, true);
    }

    public HealthRecord shuttingDown() {
        return new HealthRecord(HealthState.SHUTTING_DOWN, failures, successes, recoveries, escalated);
    }
}
