package org.alys.actor.causal;

/**
 * A message with what it depends on.
 *
 * @param message the message
 * @param id the event of sending it
 * @param clock what its sender knew, this event included
 * @param relation why it was sent
 * @param <M> the message
 */
public record Causal<M>(M message, EventId id, VectorClock clock, Relation relation) {
    /** @throws IllegalArgumentException if the clock does not know the event */
    public Causal {
        if (clock.of(id.participant()) != id.number()) {
            throw new IllegalArgumentException(id + " is not the latest event of its participant in " + clock);
        }
    }

    /** Whether this message can have influenced the other. */
    public boolean happensBefore(Causal<?> other) {
        return clock.happensBefore(other.clock);
    }
}
