package org.alys.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/** When what happened in which slot, on one clock that only goes forward. Thread-safe; the first report of a thing counts. */
final class Stopwatch {
    private final Instant anchor = Instant.now();
    private final long anchorNanos = System.nanoTime();
    private final Map<Long, Slot> slots = new ConcurrentHashMap<>();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final CountDownLatch failed = new CountDownLatch(1);

    /** The readings of one slot, in nanoseconds of {@link System#nanoTime}. */
    record Slot(long number, Map<Step, Long> readings) {
        /** @param member the proposer for a proposal, else whose certificate or import it is */
        record Step(What what, int member) {}

        enum What {
            PROPOSED,
            CERTIFIED,
            IMPORTED
        }

        boolean isComplete(int members) {
            return LongStream.range(0, members)
                            .allMatch(member -> has(What.CERTIFIED, member) && has(What.IMPORTED, member))
                    && readings.keySet().stream().anyMatch(step -> step.what() == What.PROPOSED);
        }

        private boolean has(What what, long member) {
            return readings.containsKey(new Step(what, (int) member));
        }

        long proposed() {
            return readings.entrySet().stream()
                    .filter(entry -> entry.getKey().what() == What.PROPOSED)
                    .mapToLong(Map.Entry::getValue)
                    .min()
                    .orElseThrow();
        }

        long certified(int member) {
            return reading(What.CERTIFIED, member);
        }

        long imported(int member) {
            return reading(What.IMPORTED, member);
        }

        private long reading(What what, int member) {
            Long nanos = readings.get(new Step(what, member));
            if (nanos == null) {
                throw new IllegalStateException("member " + member + " did not get to " + what + " in slot " + number);
            }
            return nanos;
        }
    }

    void proposed(long slot, int member) {
        note(slot, Slot.What.PROPOSED, member);
    }

    void certified(long slot, int member) {
        note(slot, Slot.What.CERTIFIED, member);
    }

    /** An imported block was certified, if not by this member then by another who told it. */
    void imported(long slot, int member) {
        note(slot, Slot.What.CERTIFIED, member);
        note(slot, Slot.What.IMPORTED, member);
    }

    private void note(long slot, Slot.What what, int member) {
        long now = System.nanoTime();
        slots.computeIfAbsent(slot, number -> new Slot(number, new ConcurrentHashMap<>()))
                .readings()
                .putIfAbsent(new Slot.Step(what, member), now);
    }

    /** Something happened that makes all readings worthless. */
    void failed(String fault) {
        faults.add(fault);
        failed.countDown();
    }

    /**
     * Lets time pass.
     *
     * @throws IllegalStateException as soon as something failed
     */
    void runFor(Duration duration) throws InterruptedException {
        if (failed.await(duration.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("the run failed: " + faults);
        }
    }

    long nanosAt(Instant instant) {
        return anchorNanos + Duration.between(anchor, instant).toNanos();
    }

    /** What is known of those slots, both ends included. */
    List<Slot> slots(long first, long last) {
        return LongStream.rangeClosed(first, last)
                .mapToObj(number -> slots.getOrDefault(number, new Slot(number, Map.of())))
                .toList();
    }
}
