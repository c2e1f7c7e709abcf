package org.alys.actor;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The timers of one incarnation. */
final class CellTimers<M> implements Timers<M> {
    private final ActorRuntime runtime;
    private final Runnable threadCheck;
    private final Consumer<Callable<Optional<M>>> lane;
    private final Map<String, Timer> active = new HashMap<>();

    /** {@code lane} brings something to the actor, to be opened on its thread. */
    CellTimers(ActorRuntime runtime, Runnable threadCheck, Consumer<Callable<Optional<M>>> lane) {
        this.runtime = runtime;
        this.threadCheck = threadCheck;
        this.lane = lane;
    }

    @Override
    public void single(String key, Duration delay, M message) {
        set(key, new Timer(key, message, null), delay.isNegative() ? Duration.ZERO : delay);
    }

    @Override
    public void periodic(String key, Duration interval, M message) {
        if (!interval.isPositive()) {
            throw new IllegalArgumentException("the interval of a timer must be positive: " + interval);
        }
        set(key, new Timer(key, message, interval), interval);
    }

    private void set(String key, Timer timer, Duration delay) {
        cancel(key);
        active.put(key, timer);
        timer.scheduleAfter(delay);
    }

    @Override
    public boolean cancel(String key) {
        threadCheck.run();
        Timer timer = active.remove(key);
        if (timer != null) {
            timer.cancel();
        }
        return timer != null;
    }

    @Override
    public boolean active(String key) {
        threadCheck.run();
        return active.containsKey(key);
    }

    void cancelAll() {
        active.values().forEach(Timer::cancel);
        active.clear();
    }

    /** Fires on the scheduler's thread and is opened on the actor's; its lock is held only to set fields. */
    private final class Timer {
        private final String key;
        private final M message;
        private final @Nullable Duration interval;
        private final AtomicBoolean inLane = new AtomicBoolean();
        private long dueNanos;
        private boolean cancelled;
        private Cancellable next = () -> {};

        Timer(String key, M message, @Nullable Duration interval) {
            this.key = key;
            this.message = message;
            this.interval = interval;
        }

        synchronized void scheduleAfter(Duration delay) {
            dueNanos = runtime.time().nanos() + TimeUnit.NANOSECONDS.convert(delay);
            next = runtime.scheduler().schedule(delay, this::fire);
        }

        synchronized void cancel() {
            cancelled = true;
            next.cancel();
        }

        private void fire() {
            if (inLane.compareAndSet(false, true)) {
                lane.accept(this::open);
            }
            if (interval != null) {
                scheduleNext(TimeUnit.NANOSECONDS.convert(interval));
            }
        }

        private synchronized void scheduleNext(long intervalNanos) {
            if (cancelled) {
                return;
            }
            long now = runtime.time().nanos();
            long late = Math.max(0, now - dueNanos);
            dueNanos += (late / intervalNanos + 1) * intervalNanos;
            next = runtime.scheduler().schedule(Duration.ofNanos(dueNanos - now), this::fire);
        }

        private Optional<M> open() {
            inLane.set(false);
            if (isCancelled()) {
                return Optional.empty();
            }
            if (interval == null) {
                active.remove(key);
            }
            return Optional.of(message);
        }

        private synchronized boolean isCancelled() {
            return cancelled;
        }
    }
}
