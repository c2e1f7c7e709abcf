package org.alys.actor.durable;

import java.util.List;
import java.util.Optional;

/** What every journal asks of its caller. */
public final class JournalRules {
    private JournalRules() {}

    /** Throws {@link IllegalArgumentException} unless the events are numbered from {@code expected + 1} without gap. */
    public static void requireConsecutive(long expected, List<Journal.Stored> events) {
        long next = expected + 1;
        for (Journal.Stored event : events) {
            if (event.number() != next++) {
                throw new IllegalArgumentException(
                        "event " + event.number() + " comes where " + (next - 1) + " is due");
            }
        }
    }

    /**
     * Throws {@link IllegalArgumentException} if the snapshot holds events that were never written, or is older than the one
     * there is: the events between the two are gone.
     */
    public static void requireNext(Journal.Stored snapshot, Optional<Journal.Stored> before, long last) {
        long oldest = before.map(Journal.Stored::number).orElse(0L);
        if (snapshot.number() > last || snapshot.number() < oldest) {
            throw new IllegalArgumentException("snapshot of event " + snapshot.number() + ", the last is " + last
                    + ", there is one of event " + oldest);
        }
    }
}
