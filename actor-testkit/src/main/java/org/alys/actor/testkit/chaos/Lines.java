package org.alys.actor.testkit.chaos;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.alys.actor.ActorRef;
import org.alys.actor.Delivery;
import org.alys.actor.Letter;
import org.alys.actor.Priority;
import org.alys.actor.Scheduler;
import org.alys.actor.ThreadStarter;
import org.alys.actor.TimeSource;

/**
 * Letters that are held back. Letters from one sender to one recipient at one priority stand in one line: whoever comes
 * after one that is held waits behind it, so their order never changes. Nothing is delivered under the lock, because a
 * delivery may wait for room.
 */
final class Lines {
    /** How long a letter is held, and how many letters of other lines let it go sooner; 0 if none does. */
    record Hold(Duration delay, int overtakers) {
        static final Hold NONE = new Hold(Duration.ZERO, 0);
    }

    /** Letters that keep their order; outside the system a sender is a thread. */
    private record Channel(Object sender, ActorRef<?> recipient, Priority priority) {}

    private static final class Held {
        private final Letter letter;
        private long dueNanos;
        private int overtakers;

        Held(Letter letter, long dueNanos, int overtakers) {
            this.letter = letter;
            this.dueNanos = dueNanos;
            this.overtakers = overtakers;
        }
    }

    private static final class Line {
        private final Queue<Held> waiting = new ArrayDeque<>();
        /** A thread delivers from it. */
        private boolean busy;
    }

    private final TimeSource time;
    private final Scheduler scheduler;
    private final ThreadStarter threads;
    private final Map<Channel, Line> lines = new LinkedHashMap<>();
    private boolean calm;

    Lines(TimeSource time, Scheduler scheduler, ThreadStarter threads) {
        this.time = time;
        this.scheduler = scheduler;
        this.threads = threads;
    }

    /** Delivers the letter, now or when its turn comes. */
    Delivery pass(Letter letter, Hold hold) {
        Object sender = letter.sender().<Object>map(path -> path).orElseGet(Thread::currentThread);
        Channel channel = new Channel(sender, letter.recipient(), letter.priority());
        if (standsInLine(channel, letter, hold)) {
            if (!hold.equals(Hold.NONE)) {
                scheduler.schedule(hold.delay(), () -> release(channel));
            }
            return new Delivery.Accepted();
        }
        Delivery delivery = letter.deliver();
        overtake(channel).forEach(this::release);
        return delivery;
    }

    /** False if nothing is before it and nothing holds it. */
    private synchronized boolean standsInLine(Channel channel, Letter letter, Hold hold) {
        if (!lines.containsKey(channel) && (calm || hold.equals(Hold.NONE))) {
            return false;
        }
        lines.computeIfAbsent(channel, fresh -> new Line())
                .waiting
                .add(new Held(letter, time.nanos() + hold.delay().toNanos(), hold.overtakers()));
        return true;
    }

    /** Counts a letter that has passed the first of every other line to its recipient; the lines that may go on now. */
    private synchronized List<Channel> overtake(Channel by) {
        List<Channel> free = new ArrayList<>();
        lines.forEach((channel, line) -> {
            Held first = line.waiting.peek();
            if (first != null && first.overtakers > 0 && channel.recipient().equals(by.recipient())) {
                first.overtakers--;
                if (first.overtakers == 0) {
                    first.dueNanos = time.nanos();
                    free.add(channel);
                }
            }
        });
        return free;
    }

    /** Delivers what is due at the head of a line, on a thread that may wait. */
    private void release(Channel channel) {
        synchronized (this) {
            Line line = lines.get(channel);
            if (line == null || line.busy) {
                return;
            }
            line.busy = true;
        }
        threads.start("late letters", () -> {
            for (Optional<Letter> next = next(channel); next.isPresent(); next = next(channel)) {
                next.get().deliver();
            }
        });
    }

    /** Takes the head if it is due; otherwise its thread is done with the line, and an empty line ends. */
    private synchronized Optional<Letter> next(Channel channel) {
        Line line = lines.get(channel);
        if (line == null) {
            return Optional.empty();
        }
        Held first = line.waiting.peek();
        if (first != null && (calm || time.nanos() - first.dueNanos >= 0)) {
            line.waiting.remove();
            return Optional.of(first.letter);
        }
        line.busy = false;
        if (first == null) {
            lines.remove(channel);
        }
        return Optional.empty();
    }

    /** Lets everything go, and holds nothing any more. */
    void calm() {
        List<Channel> all;
        synchronized (this) {
            calm = true;
            all = List.copyOf(lines.keySet());
        }
        all.forEach(this::release);
    }

    /** Letters that are held now. */
    synchronized int held() {
        return lines.values().stream().mapToInt(line -> line.waiting.size()).sum();
    }
}
