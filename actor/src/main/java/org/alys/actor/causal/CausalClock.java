package org.alys.actor.causal;

/**
 * The vector clock of one actor. Give it to the actor's factory, so that it outlives restarts: an event number must never come
 * twice. For one thread at a time, as is everything an actor owns.
 */
public final class CausalClock {
    private final String participant;
    private VectorClock now = VectorClock.ZERO;

    /** A clock at zero; the name must be unique in the group, such as the actor's path. */
    public CausalClock(String participant) {
        this.participant = participant;
    }

    /** To be called for every message that comes, before anything is sent for it. */
    public EventId received(Causal<?> message) {
        now = now.merge(message.clock()).tick(participant);
        return latest();
    }

    /** A message to be sent, with its own event. One event may be sent to many: use the same object. */
    public <M> Causal<M> stamp(M message, Relation relation) {
        now = now.tick(participant);
        return new Causal<>(message, latest(), now, relation);
    }

    private EventId latest() {
        return new EventId(participant, now.of(participant));
    }

    /** What is known now. */
    public VectorClock now() {
        return now;
    }
}
