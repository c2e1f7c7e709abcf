package org.alys.actor.durable;

import java.util.List;
import java.util.Optional;

/**
 * Events and snapshots of many streams. An append is atomic and, once it returns, survives {@code kill -9}. One writer per
 * stream. Safe for all threads. Broken I/O is an exception.
 */
public interface Journal {
    /** Longest name of a stream, in bytes of UTF-8. */
    int LONGEST_NAME = 512;

    /**
     * An event or a snapshot as stored.
     *
     * @param number of an event its place in the stream from 1; of a snapshot the last event in it
     * @param version of the schema it was written by, 0 or more
     * @param bytes the content; not to be modified
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared; it is a carrier of opaque bytes.
    record Stored(long number, int version, byte[] bytes) {
        public Stored {
            if (number < 1 || version < 0) {
                throw new IllegalArgumentException("event " + number + " of version " + version);
            }
        }
    }

    /**
     * Appends events in order, all or none.
     *
     * @param expected the last number in the stream, 0 for an empty one
     * @throws ConcurrentAppendException if that is not so: another writer is at work
     */
    void append(String stream, long expected, List<Stored> events);

    /** The events after a number, oldest first. */
    List<Stored> eventsAfter(String stream, long number);

    /** The number of the last event, 0 if there never was one. */
    long last(String stream);

    /**
     * Stores a snapshot and forgets the events in it, both or neither.
     *
     * @throws IllegalArgumentException if it holds events that were never written, or is older than the one there is
     */
    void snapshot(String stream, Stored snapshot);

    Optional<Stored> latestSnapshot(String stream);
}
