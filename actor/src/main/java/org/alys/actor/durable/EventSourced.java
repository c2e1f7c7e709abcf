package org.alys.actor.durable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A state that is the sum of its events, kept in a journal. Used by one actor, in its {@code started} and handlers: {@link
 * #persist} returns when the events are durable, and only then the state has changed. If it throws, the actor fails and
 * its next incarnation recovers from the journal, so memory and disk cannot part.
 *
 * @param <S> the state, immutable
 * @param <E> the events
 */
public final class EventSourced<S, E> {
    private static final Logger LOG = LoggerFactory.getLogger(EventSourced.class);

    private final Journal journal;
    private final String stream;
    private final Model<S, E> model;
    private S state;
    private long last;
    private long snapshotAt;

    /**
     * What a stream means.
     *
     * @param empty the state before the first event
     * @param apply the state after one more event; pure
     * @param events how events are written
     * @param states how snapshots are written, with a schema version of their own
     * @param snapshotEvery events between snapshots, 1 or more
     */
    public record Model<S, E>(
            S empty, BiFunction<S, E, S> apply, EventCodec<E> events, EventCodec<S> states, int snapshotEvery) {
        public Model {
            if (snapshotEvery < 1) {
                throw new IllegalArgumentException("events between snapshots below 1: " + snapshotEvery);
            }
        }
    }

    private EventSourced(Journal journal, String stream, Model<S, E> model, S state, long last, long snapshotAt) {
        this.journal = journal;
        this.stream = stream;
        this.model = model;
        this.state = state;
        this.last = last;
        this.snapshotAt = snapshotAt;
    }

    /**
     * Recovers the state of a stream: its latest snapshot and the events after it.
     *
     * @throws IllegalStateException if the journal has a gap, or its last events are missing
     * @throws UnreadableException if an event or the snapshot is damaged or was written by a newer version
     */
    public static <S, E> EventSourced<S, E> recover(Journal journal, String stream, Model<S, E> model) {
        Optional<Journal.Stored> snapshot = journal.latestSnapshot(stream);
        long at = snapshot.map(Journal.Stored::number).orElse(0L);
        S state = snapshot.map(stored -> decode(stream, "snapshot", model.states(), stored))
                .orElse(model.empty());
        long last = at;
        for (Journal.Stored stored : journal.eventsAfter(stream, at)) {
            if (stored.number() != last + 1) {
                throw new IllegalStateException(
                        "stream " + stream + " has event " + stored.number() + " after " + last);
            }
            state = model.apply().apply(state, decode(stream, "event", model.events(), stored));
            last = stored.number();
        }
        long end = journal.last(stream);
        if (end != last) {
            throw new IllegalStateException(
                    "stream " + stream + " ends with event " + end + ", but only those up to " + last + " are there");
        }
        return new EventSourced<>(journal, stream, model, state, last, at);
    }

    private static <T> T decode(String stream, String what, EventCodec<T> codec, Journal.Stored stored) {
        String which = what + " " + stored.number() + " of stream " + stream + ", version " + stored.version();
        if (stored.version() > codec.version()) {
            throw new UnreadableException(UnreadableException.Reason.NEWER, which + ", known is " + codec.version());
        }
        try {
            return codec.decode(stored.version(), stored.bytes());
        } catch (RuntimeException damaged) {
            throw new UnreadableException(UnreadableException.Reason.MALFORMED, which, damaged);
        }
    }

    public S state() {
        return state;
    }

    /** The number of the last event. */
    public long last() {
        return last;
    }

    /**
     * Makes the events durable, then applies them; returns the state after them. A snapshot that cannot be stored only makes
     * the next recovery longer: it is tried again with the next events.
     */
    public S persist(List<E> events) {
        List<Journal.Stored> stored = new ArrayList<>(events.size());
        S next = state;
        for (E event : events) {
            next = model.apply().apply(next, event);
            stored.add(new Journal.Stored(
                    last + 1 + stored.size(),
                    model.events().version(),
                    model.events().encode(event)));
        }
        journal.append(stream, last, stored);
        state = next;
        last += stored.size();
        if (last - snapshotAt >= model.snapshotEvery()) {
            snapshot();
        }
        return state;
    }

    private void snapshot() {
        try {
            journal.snapshot(
                    stream,
                    new Journal.Stored(
                            last, model.states().version(), model.states().encode(state)));
            snapshotAt = last;
        } catch (RuntimeException broken) {
            LOG.warn("no snapshot of stream {} at event {}", stream, last, broken);
        }
    }
}
