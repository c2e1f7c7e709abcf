package org.alys.actor.testkit.chaos;

import java.util.List;
import java.util.Optional;
import org.alys.actor.durable.Journal;

/** A journal whose every call can fail, before or after it is done. */
record StruckJournal(Chaos chaos, String place, Journal journal) implements Journal {
    @Override
    public void append(String stream, long expected, List<Stored> events) {
        run(() -> journal.append(stream, expected, events));
    }

    @Override
    public List<Stored> eventsAfter(String stream, long number) {
        return chaos.io(place, () -> journal.eventsAfter(stream, number));
    }

    @Override
    public long last(String stream) {
        return chaos.io(place, () -> journal.last(stream));
    }

    @Override
    public void snapshot(String stream, Stored snapshot) {
        run(() -> journal.snapshot(stream, snapshot));
    }

    @Override
    public Optional<Stored> latestSnapshot(String stream) {
        return chaos.io(place, () -> journal.latestSnapshot(stream));
    }

    private void run(Runnable work) {
        chaos.io(place, () -> {
            work.run();
            return place;
        });
    }
}
