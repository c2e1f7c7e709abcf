package org.alys.actor.health;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import org.alys.actor.Priority;

/**
 * How a {@link HealthMonitor} works. Immutable; begin with {@link #STANDARD}.
 *
 * @param thresholds when an actor counts as healthy or not
 * @param interval how often an actor of a priority is checked, more than zero
 * @param sampleEvery time between two samples of the history, more than zero
 * @param kept samples and events kept, each, 1 to 100,000
 * @param alarmBelow a score of the system below this is an event, 0 to 100
 * @param federationThreshold healthy members of the federation that consensus needs, 1 or more
 * @param listener told of every event, on the monitor's thread; it does not wait
 */
public record HealthSettings(
        HealthThresholds thresholds,
        Function<Priority, Duration> interval,
        Duration sampleEvery,
        int kept,
        double alarmBelow,
        int federationThreshold,
        Consumer<HealthEvent> listener) {
    /** A sample every 10 s, 1,000 of them kept; an alarm below 50; 3 healthy members for consensus. */
    public static final HealthSettings STANDARD = new HealthSettings(
            HealthThresholds.STANDARD, HealthThresholds::interval, Duration.ofSeconds(10), 1000, 50, 3, event -> {});

    public HealthSettings {
        if (!sampleEvery.isPositive()
                || kept < 1
                || kept > 100_000
                || !(alarmBelow >= 0 && alarmBelow <= 100)
                || federationThreshold < 1) {
            throw new IllegalArgumentException("impossible health settings: a sample every " + sampleEvery + ", " + kept
                    + " kept, alarm below " + alarmBelow + ", " + federationThreshold + " members");
        }
    }

    public HealthSettings withThresholds(HealthThresholds other) {
        return new HealthSettings(other, interval, sampleEvery, kept, alarmBelow, federationThreshold, listener);
    }

    public HealthSettings withIntervals(Function<Priority, Duration> other) {
        return new HealthSettings(thresholds, other, sampleEvery, kept, alarmBelow, federationThreshold, listener);
    }

    public HealthSettings withHistory(Duration every, int samples) {
        return new HealthSettings(thresholds, interval, every, samples, alarmBelow, federationThreshold, listener);
    }

    public HealthSettings withFederationThreshold(int members) {
        return new HealthSettings(thresholds, interval, sampleEvery, kept, alarmBelow, members, listener);
    }

    public HealthSettings withListener(Consumer<HealthEvent> other) {
        return new HealthSettings(thresholds, interval, sampleEvery, kept, alarmBelow, federationThreshold, other);
    }
}
