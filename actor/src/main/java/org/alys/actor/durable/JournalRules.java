package org.alys.actor.durable;

import java.util.List;

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

    /** Throws {@link IllegalArgumentException} if the snapshot holds events that were never written. */
    public static void requireWritten(Journal.Stored snapshot, long last) {
        if (snapshot.number() > last) {
            throw new IllegalArgumentException("snapshot of event " + snapshot.number() + ", the last is " + last);
        }
    }
}
