package org.alys.actor.testkit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.alys.actor.Cancellable;
import org.jspecify.annotations.Nullable;

/**
 * The threads of one simulation, of which one has the turn. Everything here is read and written by the thread that has it;
 * the semaphores that hand it on make each see what the one before wrote.
 */
final class Turns {
    /** How long one thread may keep the turn, in real time, before the run is given up. */
    private static final int PATIENCE_SECONDS = 20;

    private static final long MIX = 0x9e3779b97f4a7c15L;

    private static final class Seat {
        private final String name;
        private final Semaphore turn = new Semaphore(0);
        private boolean waits;
        private boolean permit;
        private @Nullable Object blocker;

        Seat(String name) {
            this.name = name;
        }
    }

    private static final class Alarm {
        private final long dueNanos;
        private final long order;
        private final Runnable body;

        Alarm(long dueNanos, long order, Runnable body) {
            this.dueNanos = dueNanos;
            this.order = order;
            this.body = body;
        }
    }

    private final SplittableRandom random;
    private final Map<Thread, Seat> seats = new HashMap<>();
    private final List<Seat> ready = new ArrayList<>();
    private final PriorityQueue<Alarm> alarms = new PriorityQueue<>(
            Comparator.<Alarm>comparingLong(alarm -> alarm.dueNanos).thenComparingLong(alarm -> alarm.order));
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile Seat holder = new Seat("nobody");
    private volatile @Nullable String trouble;
    /** What a thread threw first. */
    private volatile @Nullable SimulationException failure;

    private boolean played;
    private long nanos;
    private long steps;
    private long started;
    private long digest;

    Turns(SplittableRandom random) {
        this.random = random;
    }

    long nanos() {
        return nanos;
    }

    long steps() {
        return steps;
    }

    long digest() {
        return digest;
    }

    /** Called from outside: runs {@code scenario} as the first thread and returns when all threads have ended. */
    void play(long seed, Runnable scenario) {
        start("scenario", () -> {
            scenario.run();
            played = true;
        });
        handOn();
        long before = -1;
        try {
            while (!over.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                if (steps == before) {
                    throw new SimulationException(
                            "seed " + seed + ": " + holder.name + " keeps the turn; does it wait for something the"
                                    + " runtime does not see?",
                            null);
                }
                before = steps;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SimulationException("seed " + seed + " was interrupted", e);
        }
        SimulationException failed = failure;
        if (failed != null) {
            throw new SimulationException("seed " + seed + ": " + failed.getMessage(), failed.getCause());
        }
        String found = trouble;
        if (found != null) {
            throw new SimulationException("seed " + seed + ": " + found, null);
        }
    }

    Thread start(String name, Runnable body) {
        Seat seat = new Seat(name + "#" + started++);
        Thread thread = Thread.ofVirtual().name(name).unstarted(() -> {
            seat.turn.acquireUninterruptibly();
            try {
                body.run();
            } catch (Throwable thrown) {
                if (failure == null) {
                    failure = new SimulationException(seat.name + " failed: " + thrown, thrown);
                }
            } finally {
                seats.remove(Thread.currentThread());
                handOn();
            }
        });
        seats.put(thread, seat);
        ready.add(seat);
        thread.start();
        return thread;
    }

    void park(Object blocker) {
        Seat seat = seat();
        if (seat.permit || Thread.currentThread().isInterrupted()) {
            seat.permit = false;
            return;
        }
        seat.waits = true;
        seat.blocker = blocker;
        handOn();
        seat.turn.acquireUninterruptibly();
        seat.blocker = null;
    }

    void unpark(Thread thread) {
        Seat seat = seats.get(thread);
        if (seat == null) {
            return;
        }
        if (seat.waits) {
            seat.waits = false;
            ready.add(seat);
        } else {
            seat.permit = true;
        }
    }

    void pause() {
        Seat seat = seat();
        if (ready.isEmpty()) {
            return;
        }
        ready.add(seat);
        Seat next = choose();
        if (next != seat) {
            pass(next);
            seat.turn.acquireUninterruptibly();
        }
    }

    Cancellable schedule(long delayNanos, Runnable body) {
        long due = nanos + delayNanos;
        Alarm alarm = new Alarm(due < 0 ? Long.MAX_VALUE : due, steps, body);
        alarms.add(alarm);
        return () -> alarms.remove(alarm);
    }

    private Seat seat() {
        Seat seat = seats.get(Thread.currentThread());
        if (seat == null) {
            throw new IllegalStateException(Thread.currentThread() + " is no thread of this simulation");
        }
        return seat;
    }

    private Seat choose() {
        int index = ready.size() == 1 ? 0 : random.nextInt(ready.size());
        Seat chosen = ready.get(index);
        Seat last = ready.removeLast();
        if (last != chosen) {
            ready.set(index, last);
        }
        return chosen;
    }

    /** Gives the turn away for good or until it comes back. */
    private void handOn() {
        if (ready.isEmpty() && !played) {
            Alarm next = alarms.poll();
            if (next != null) {
                nanos = Math.max(nanos, next.dueNanos);
                start("timer", next.body);
            }
        }
        if (!ready.isEmpty()) {
            pass(choose());
        } else {
            if (!seats.isEmpty()) {
                trouble = (played ? "left over: " : "nobody can go on: ") + describe();
            }
            over.countDown();
        }
    }

    private void pass(Seat next) {
        steps++;
        digest = (digest ^ next.name.hashCode() ^ nanos) * MIX + steps;
        holder = next;
        next.turn.release();
    }

    private String describe() {
        return seats.values().stream()
                .map(seat -> seat.name + " waits for " + seat.blocker)
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
