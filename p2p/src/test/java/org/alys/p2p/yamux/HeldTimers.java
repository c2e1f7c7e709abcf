package org.alys.p2p.yamux;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.alys.p2p.time.Timers;

/** Time that passes when the test says so. */
final class HeldTimers implements Timers {
    private final List<Pending> pending = new ArrayList<>();
    private long now;

    private record Pending(long at, Runnable task) {}

    @Override
    public synchronized long nanos() {
        return now;
    }

    @Override
    public synchronized Timer after(Duration delay, Runnable task) {
        Pending timer = new Pending(now + delay.toNanos(), task);
        pending.add(timer);
        return () -> cancel(timer);
    }

    private synchronized void cancel(Pending timer) {
        pending.remove(timer);
    }

    /** Lets time pass and runs what is due, in order, on this thread. */
    void pass(Duration duration) {
        long end = nanos() + duration.toNanos();
        for (List<Pending> due = due(end); !due.isEmpty(); due = due(end)) {
            due.forEach(timer -> timer.task.run());
        }
    }

    private synchronized List<Pending> due(long end) {
        now = end;
        List<Pending> due = pending.stream()
                .filter(timer -> timer.at <= end)
                .sorted(Comparator.comparingLong(Pending::at))
                .toList();
        pending.removeAll(due);
        return due;
    }
}
