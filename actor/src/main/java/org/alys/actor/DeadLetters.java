package org.alys.actor;

import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts every dead letter of a system and keeps the latest few. Safe for all threads. */
public final class DeadLetters {
    private final int capacity;
    private final Map<DeadLetter.Reason, LongAdder> counts = new EnumMap<>(DeadLetter.Reason.class);
    private final ArrayDeque<DeadLetter> latest = new ArrayDeque<>();

    DeadLetters(int capacity) {
        this.capacity = capacity;
        for (DeadLetter.Reason reason : DeadLetter.Reason.values()) {
            counts.put(reason, new LongAdder());
        }
    }

    void add(DeadLetter letter) {
        counter(letter.reason()).increment();
        if (capacity == 0) {
            return;
        }
        synchronized (latest) {
            if (latest.size() == capacity) {
                latest.removeFirst();
            }
            latest.addLast(letter);
        }
    }

    /** Dead letters for this reason since the system was made. */
    public long count(DeadLetter.Reason reason) {
        return counter(reason).sum();
    }

    /** All dead letters since the system was made. */
    public long count() {
        return counts.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** The latest dead letters, oldest first; as many as the system was told to keep. */
    public List<DeadLetter> latest() {
        synchronized (latest) {
            return List.copyOf(latest);
        }
    }

    private LongAdder counter(DeadLetter.Reason reason) {
        LongAdder counter = counts.get(reason);
        if (counter == null) {
            throw new IllegalStateException("no counter for " + reason);
        }
        return counter;
    }
}
