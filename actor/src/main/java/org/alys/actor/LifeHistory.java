package org.alys.actor;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.alys.actor.supervision.Decision;
import org.alys.actor.supervision.Failure;

/**
 * An observer that keeps the latest steps in the lives of all actors of a system and counts them all, and passes on what it is
 * told to another observer. Safe for all threads.
 */
public final class LifeHistory implements ActorObserver {
    /** Steps kept unless told otherwise. */
    public static final int STANDARD_CAPACITY = 1000;

    /** What happened. */
    public enum What {
        STARTED,
        FAILED,
        RESTARTED,
        STOPPED
    }

    /**
     * One step.
     *
     * @param actor whose life
     * @param detail why it failed or ended, or the number of the restart; empty if there is nothing to tell
     */
    public record Step(Instant at, ActorPath actor, What what, String detail) {}

    private final TimeSource time;
    private final int capacity;
    private final ActorObserver next;
    private final Deque<Step> steps = new ArrayDeque<>();
    private final Map<What, Long> counts = new EnumMap<>(What.class);

    /**
     * An empty history.
     *
     * @param capacity steps kept, 1 to 1,000,000; the oldest give way
     * @param next is told everything too; {@link ActorObserver#NONE} if nobody is
     */
    public LifeHistory(TimeSource time, int capacity, ActorObserver next) {
        if (capacity < 1 || capacity > 1_000_000) {
            throw new IllegalArgumentException("capacity outside 1 to 1,000,000: " + capacity);
        }
        this.time = time;
        this.capacity = capacity;
        this.next = next;
    }

    /** The latest steps, oldest first. */
    public synchronized List<Step> latest() {
        return List.copyOf(steps);
    }

    /** The latest steps of one actor, oldest first. */
    public List<Step> latest(ActorPath actor) {
        return latest().stream().filter(step -> step.actor().equals(actor)).toList();
    }

    /** All steps of this kind since the beginning. */
    public synchronized long count(What what) {
        return counts.getOrDefault(what, 0L);
    }

    private synchronized void add(ActorPath actor, What what, String detail) {
        counts.merge(what, 1L, Long::sum);
        if (steps.size() == capacity) {
            steps.removeFirst();
        }
        steps.addLast(new Step(time.now(), actor, what, detail));
    }

    @Override
    public void started(ActorPath actor) {
        add(actor, What.STARTED, "");
        next.started(actor);
    }

    @Override
    public void failed(ActorPath actor, Failure failure, Decision decision) {
        add(actor, What.FAILED, failure.describe());
        next.failed(actor, failure, decision);
    }

    @Override
    public void restarted(ActorPath actor, int restarts) {
        add(actor, What.RESTARTED, Integer.toString(restarts));
        next.restarted(actor, restarts);
    }

    @Override
    public void stopped(Terminated terminated) {
        add(
                terminated.actor(),
                What.STOPPED,
                terminated.failure().map(Failure::describe).orElse(""));
        next.stopped(terminated);
    }

    @Override
    public void handled(ActorPath actor, long queuedNanos, long handlingNanos) {
        next.handled(actor, queuedNanos, handlingNanos);
    }

    @Override
    public void hookFailed(ActorPath actor, Failure failure) {
        next.hookFailed(actor, failure);
    }

    @Override
    public void deadLetter(DeadLetter letter) {
        next.deadLetter(letter);
    }

    @Override
    public void traced(HandledSpan span) {
        next.traced(span);
    }

    @Override
    public void flow(ActorPath actor, FlowState state) {
        next.flow(actor, state);
    }

    @Override
    public void mailboxDepth(ActorPath actor, int depth) {
        next.mailboxDepth(actor, depth);
    }
}
