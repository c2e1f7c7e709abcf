package org.alys.actor;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Who wants to know when one actor is over. Each is told once, also one that comes too late. Safe for all threads. */
final class Watchers {
    private final Set<Consumer<Terminated>> waiting = new LinkedHashSet<>();
    private Optional<Terminated> end = Optional.empty();

    void add(Consumer<Terminated> watcher) {
        Optional<Terminated> already;
        synchronized (this) {
            already = end;
            if (already.isEmpty()) {
                waiting.add(watcher);
            }
        }
        already.ifPresent(watcher);
    }

    synchronized void remove(Consumer<Terminated> watcher) {
        waiting.remove(watcher);
    }

    void fire(Terminated terminated) {
        List<Consumer<Terminated>> told;
        synchronized (this) {
            end = Optional.of(terminated);
            told = new ArrayList<>(waiting);
            waiting.clear();
        }
        told.forEach(watcher -> watcher.accept(terminated));
    }
}
