package org.alys.actor.durable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A journal that ends with the process; for tests and for actors whose state need only survive a restart. */
public final class MemoryJournal implements Journal {
    private static final class Stream {
        private final TreeMap<Long, Stored> events = new TreeMap<>();
        private long last;
        private @Nullable Stored snapshot;
    }

    private final Map<String, Stream> streams = new HashMap<>();

    private Stream stream(String name) {
        return streams.computeIfAbsent(name, fresh -> new Stream());
    }

    @Override
    public synchronized void append(String name, long expected, List<Stored> events) {
        Stream stream = stream(name);
        if (stream.last != expected) {
            throw new ConcurrentAppendException(name, expected, stream.last);
        }
        JournalRules.requireConsecutive(expected, events);
        events.forEach(event -> stream.events.put(event.number(), event));
        stream.last = expected + events.size();
    }

    @Override
    public synchronized List<Stored> eventsAfter(String name, long number) {
        return List.copyOf(stream(name).events.tailMap(number, false).values());
    }

    @Override
    public synchronized long last(String name) {
        return stream(name).last;
    }

    @Override
    public synchronized void snapshot(String name, Stored snapshot) {
        Stream stream = stream(name);
        JournalRules.requireNext(snapshot, Optional.ofNullable(stream.snapshot), stream.last);
        stream.snapshot = snapshot;
        stream.events.headMap(snapshot.number(), true).clear();
    }

    @Override
    public synchronized Optional<Stored> latestSnapshot(String name) {
        return Optional.ofNullable(stream(name).snapshot);
    }
}
