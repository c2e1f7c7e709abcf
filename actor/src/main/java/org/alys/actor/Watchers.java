package org.alys.actor;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Who wants to know when one actor is over. Each is told once, also one that comes too late. Safe for all threads. */
final class Watchers {
    private @Nullable Set<Consumer<Terminated>> waiting;
    private @Nullable Terminated end;

    void add(Consumer<Terminated> watcher) {
        Terminated already;
        synchronized (this) {
            already = end;
            if (already == null) {
                if (waiting == null) {
                    waiting = new LinkedHashSet<>(4);
                }
                waiting.add(watcher);
            }
        }
        if (already != null) {
            watcher.accept(already);
        }
    }

    synchronized void remove(Consumer<Terminated> watcher) {
        if (waiting != null) {
            waiting.remove(watcher);
        }
    }

    void fire(Terminated terminated) {
        List<Consumer<Terminated>> told;
        synchronized (this) {
            end = terminated;
            told = waiting == null ? List.of() : List.copyOf(waiting);
            waiting = null;
        }
        told.forEach(watcher -> watcher.accept(terminated));
    }
}
