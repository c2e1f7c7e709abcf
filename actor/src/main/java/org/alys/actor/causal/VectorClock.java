package org.alys.actor.causal;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known of a group at one event: of each participant, how many of its events lie before. Immutable. After Mattern,
 * Virtual Time and Global States of Distributed Systems, 1989. Clocks are ordered in part: of two events, one lies before the
 * other if it can have influenced it, and if neither can, they are concurrent.
 *
 * @param events by participant, more than zero each; at most {@value #MAX_PARTICIPANTS} of them
 */
public record VectorClock(SortedMap<String, Long> events) {
    /** A clock that forgot a participant would tell a false order, so more are refused. */
    public static final int MAX_PARTICIPANTS = 64;

    /** Before everything. */
    public static final VectorClock ZERO = new VectorClock(new TreeMap<>());

    /** How two clocks lie to each other. */
    public enum Order {
        EQUAL,
        BEFORE,
        AFTER,
        CONCURRENT
    }

    /** @throws IllegalArgumentException if a number is not positive or there are too many participants */
    public VectorClock {
        if (events.size() > MAX_PARTICIPANTS) {
            throw new IllegalArgumentException(
                    "more than " + MAX_PARTICIPANTS + " participants in one vector clock: " + events.size());
        }
        events.forEach((participant, count) -> {
            if (count < 1) {
                throw new IllegalArgumentException("participant " + participant + " has " + count + " events");
            }
        });
        events = Collections.unmodifiableSortedMap(new TreeMap<>(events));
    }

    /** How many events of a participant are known. */
    public long of(String participant) {
        return events.getOrDefault(participant, 0L);
    }

    /** The clock at the next event of {@code participant}. */
    public VectorClock tick(String participant) {
        SortedMap<String, Long> next = new TreeMap<>(events);
        next.merge(participant, 1L, Math::addExact);
        return new VectorClock(next);
    }

    /** The least clock that is not before either. */
    public VectorClock merge(VectorClock other) {
        SortedMap<String, Long> both = new TreeMap<>(events);
        other.events.forEach((participant, count) -> both.merge(participant, count, Math::max));
        return new VectorClock(both);
    }

    public Order compare(VectorClock other) {
        boolean within = isWithin(other);
        boolean around = other.isWithin(this);
        if (within) {
            return around ? Order.EQUAL : Order.BEFORE;
        }
        return around ? Order.AFTER : Order.CONCURRENT;
    }

    private boolean isWithin(VectorClock other) {
        return events.entrySet().stream().allMatch(entry -> entry.getValue() <= other.of(entry.getKey()));
    }

    /** Whether an event with this clock can have influenced one with the other. */
    public boolean happensBefore(VectorClock other) {
        return compare(other) == Order.BEFORE;
    }

    /** A number that grows along every line of influence, after Lamport: events known in all. Between concurrent events it means nothing. */
    public long logicalTime() {
        return events.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public String toString() {
        return events.toString();
    }

    /** A clock with these numbers. */
    public static VectorClock of(Map<String, Long> events) {
        return new VectorClock(new TreeMap<>(events));
    }
}
