package org.alys.actor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Takes a whole system down: in order while there is time, then by interruption. */
final class Shutdown {
    /** How long an interrupted actor may take to end; it is interrupted twice before it is given up. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private static final int INTERRUPTIONS = 2;

    private final ActorRuntime runtime;

    Shutdown(ActorRuntime runtime) {
        this.runtime = runtime;
    }

    StopReport run(List<ActorCell<?>> inStopOrder, Duration deadline) {
        List<ActorPath> stopped = new ArrayList<>();
        try (Waiting waiting = new Waiting(runtime, deadline)) {
            for (ActorCell<?> cell : inStopOrder) {
                cell.stop();
                if (!waiting.until(cell.terminated())) {
                    break;
                }
                stopped.add(cell.path());
            }
        }
        List<ActorCell<?>> left = living();
        List<ActorPath> unresponsive = left.isEmpty() ? List.of() : force(left);
        List<ActorPath> interrupted = new ArrayList<>(paths(left));
        interrupted.removeAll(unresponsive);
        return new StopReport(stopped, interrupted, unresponsive);
    }

    /** The actors that are still there after all interruptions. */
    private List<ActorPath> force(List<ActorCell<?>> left) {
        for (int round = 0; round < INTERRUPTIONS; round++) {
            living().forEach(ActorCell::force);
            try (Waiting grace = new Waiting(runtime, GRACE)) {
                left.forEach(cell -> grace.until(cell.terminated()));
            }
        }
        return paths(living());
    }

    private List<ActorCell<?>> living() {
        return List.copyOf(runtime.living().values());
    }

    private static List<ActorPath> paths(List<ActorCell<?>> cells) {
        return cells.stream()
                .map(ActorCell::path)
                .sorted(Comparator.comparing(ActorPath::value))
                .toList();
    }
}
