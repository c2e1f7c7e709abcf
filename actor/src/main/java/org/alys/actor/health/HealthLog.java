package org.alys.actor.health;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Keeps the latest samples and events of one monitor; for its thread. */
final class HealthLog {
    private final int capacity;
    private final Deque<HealthHistory.Sample> samples = new ArrayDeque<>();
    private final Deque<HealthEvent> events = new ArrayDeque<>();

    HealthLog(int capacity) {
        this.capacity = capacity;
    }

    void add(HealthHistory.Sample sample) {
        add(samples, sample);
    }

    void add(HealthEvent event) {
        add(events, event);
    }

    private <T> void add(Deque<T> kept, T next) {
        if (kept.size() == capacity) {
            kept.removeFirst();
        }
        kept.addLast(next);
    }

    HealthHistory history() {
        return new HealthHistory(List.copyOf(samples), List.copyOf(events));
    }
}
