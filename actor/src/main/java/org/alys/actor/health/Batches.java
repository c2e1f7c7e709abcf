package org.alys.actor.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.alys.actor.Reply;

/** Batches of checks that are under way; for the monitor's thread. */
final class Batches {
    private static final class Open {
        private final Set<String> waiting;
        private final Set<String> unknown;
        private final Map<String, Boolean> well = new HashMap<>();
        private final long begunNanos;
        private final Reply<BatchResult> reply;

        Open(Set<String> waiting, Set<String> unknown, long begunNanos, Reply<BatchResult> reply) {
            this.waiting = new HashSet<>(waiting);
            this.unknown = unknown;
            this.begunNanos = begunNanos;
            this.reply = reply;
        }
    }

    private final List<Open> open = new ArrayList<>();

    /** Begins a batch; each of the names must be settled later. */
    void begin(Set<String> names, Set<String> unknown, long nanos, Reply<BatchResult> reply) {
        Open batch = new Open(names, unknown, nanos, reply);
        open.add(batch);
        finish(nanos);
    }

    /** A check of this actor ended. */
    void settle(String name, boolean well, long nanos) {
        for (Open batch : open) {
            if (batch.waiting.remove(name)) {
                batch.well.put(name, well);
            }
        }
        finish(nanos);
    }

    private void finish(long nanos) {
        open.removeIf(batch -> {
            if (!batch.waiting.isEmpty()) {
                return false;
            }
            batch.reply.success(new BatchResult(batch.well, batch.unknown, Duration.ofNanos(nanos - batch.begunNanos)));
            return true;
        });
    }
}
