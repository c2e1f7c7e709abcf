package org.alys.actor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.alys.actor.supervision.Decision;
import org.alys.actor.supervision.Failure;

/** An observer that keeps what happened and lets a test wait for it. */
final class Recorder implements ActorObserver {
    sealed interface Event {}

    record Started(ActorPath actor) implements Event {}

    record Handled(ActorPath actor, long queuedNanos, long handlingNanos) implements Event {}

    record Failed(ActorPath actor, Failure failure, Decision decision) implements Event {}

    record HookFailed(ActorPath actor, Failure failure) implements Event {}

    record Restarted(ActorPath actor, int restarts) implements Event {}

    record Stopped(Terminated how) implements Event {}

    record Dead(DeadLetter letter) implements Event {}

    record Depth(ActorPath actor, int depth) implements Event {}

    private final List<Event> events = new ArrayList<>();

    private synchronized void add(Event event) {
        events.add(event);
        notifyAll();
    }

    synchronized <E extends Event> List<E> all(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** Waits until there are at least {@code count} events of the type, and returns the one with that number. */
    synchronized <E extends Event> E await(Class<E> type, int count) throws InterruptedException {
        awaitUntil(() -> all(type).size() >= count);
        return all(type).get(count - 1);
    }

    /** Waits until the condition holds, which is looked at again after each event; it must not ask actors. */
    synchronized void awaitUntil(BooleanSupplier condition) throws InterruptedException {
        long giveUp = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            long left = giveUp - System.nanoTime();
            if (left <= 0) {
                throw new AssertionError("in vain, after " + events);
            }
            wait(Math.max(1, left / 1_000_000));
        }
    }

    @Override
    public void started(ActorPath actor) {
        add(new Started(actor));
    }

    @Override
    public void handled(ActorPath actor, long queuedNanos, long handlingNanos) {
        add(new Handled(actor, queuedNanos, handlingNanos));
    }

    @Override
    public void failed(ActorPath actor, Failure failure, Decision decision) {
        add(new Failed(actor, failure, decision));
    }

    @Override
    public void hookFailed(ActorPath actor, Failure failure) {
        add(new HookFailed(actor, failure));
    }

    @Override
    public void restarted(ActorPath actor, int restarts) {
        add(new Restarted(actor, restarts));
    }

    @Override
    public void stopped(Terminated terminated) {
        add(new Stopped(terminated));
    }

    @Override
    public void deadLetter(DeadLetter letter) {
        add(new Dead(letter));
    }

    @Override
    public void mailboxDepth(ActorPath actor, int depth) {
        add(new Depth(actor, depth));
    }
}
