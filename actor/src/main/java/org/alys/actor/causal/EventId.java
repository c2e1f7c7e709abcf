package org.alys.actor.causal;

/**
 * Names one event of a group.
 *
 * @param participant whose event it is
 * @param number counts its events from 1
 */
public record EventId(String participant, long number) {
    /** Whether this event lies before another or is it, by the other's clock. */
    public boolean isKnownTo(VectorClock clock) {
        return clock.of(participant) >= number;
    }
}
