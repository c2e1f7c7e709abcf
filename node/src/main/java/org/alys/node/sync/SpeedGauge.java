package org.alys.node.sync;

import java.util.ArrayDeque;
import java.util.Deque;

/** Blocks per second over the last half minute. */
final class SpeedGauge {
    private static final long SPAN_NANOS = 30_000_000_000L;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Deque<Sample> samples = new ArrayDeque<>();

    private record Sample(long nanos, long height) {}

    void at(long nanos, long height) {
        samples.addLast(new Sample(nanos, height));
        while (samples.size() > 2 && samples.getFirst().nanos() < nanos - SPAN_NANOS) {
            samples.removeFirst();
        }
    }

    void restart() {
        samples.clear();
    }

    double blocksPerSecond() {
        if (samples.size() < 2) {
            return 0;
        }
        long nanos = samples.getLast().nanos() - samples.getFirst().nanos();
        long blocks = samples.getLast().height() - samples.getFirst().height();
        return nanos <= 0 ? 0 : blocks * NANOS_PER_SECOND / nanos;
    }
}
