package org.alys.actor.supervision;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The failures of one domain and how they were answered: keeps the latest, looks for patterns, and lets them drive the
 * decision. Give it to the policies of the domain's actors as their {@link Guidance}. Safe for all threads.
 */
public final class SupervisionLog implements Guidance {
    /** Failures kept unless told otherwise; about 1 KB each. */
    public static final int STANDARD_CAPACITY = 256;

    private final int capacity;
    private final PatternDetector detector;
    private final PatternResponse response;
    private final Deque<FailureRecord> records = new ArrayDeque<>();
    private long numbered;

    /**
     * An empty log.
     *
     * @param capacity failures kept, 1 to 65,536; the oldest make room
     */
    public SupervisionLog(int capacity, PatternDetector detector, PatternResponse response) {
        if (capacity < 1 || capacity > 65_536) {
            throw new IllegalArgumentException("capacity outside 1 to 65,536: " + capacity);
        }
        this.capacity = capacity;
        this.detector = detector;
        this.response = response;
    }

    /** The standard detector and response over the latest 256 failures. */
    public static SupervisionLog standard() {
        return new SupervisionLog(STANDARD_CAPACITY, PatternDetector.STANDARD, PatternResponse.STANDARD);
    }

    @Override
    public synchronized Decision review(String actor, Failure failure, Decision proposed, Instant now) {
        FailureRecord first = new FailureRecord(++numbered, now, actor, failure, proposed);
        add(first);
        Decision decision = response.adjust(actor, failure, proposed, detector.detect(List.copyOf(records), now));
        if (!decision.equals(proposed)) {
            records.removeLast();
            records.addLast(new FailureRecord(numbered, now, actor, failure, decision));
        }
        return decision;
    }

    /** Keeps a failure that somebody else has decided on, without a word on the decision. */
    public synchronized void record(String actor, Failure failure, Decision decision, Instant now) {
        add(new FailureRecord(++numbered, now, actor, failure, decision));
    }

    private void add(FailureRecord failed) {
        if (records.size() == capacity) {
            records.removeFirst();
        }
        records.addLast(failed);
    }

    /** The latest failures, oldest first. */
    public synchronized List<FailureRecord> latest() {
        return List.copyOf(records);
    }

    /** All failures ever seen. */
    public synchronized long seen() {
        return numbered;
    }

    public List<FailurePattern.Found> patterns(Instant now) {
        return detector.detect(latest(), now);
    }

    public SupervisionStatistics statistics(Instant now) {
        return SupervisionStatistics.of(latest(), now);
    }
}
