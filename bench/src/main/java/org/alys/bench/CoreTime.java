package org.alys.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Counts how many blocks the measuring thread would import in a second that it has a core to itself: waiting for the disk or for
 * a core that others use is left out. Without other load, and without waiting, it is what a clock on the wall shows.
 */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class CoreTime {
    static final String COUNTER = "blocksPerCoreSecond";

    private static final double NANOS_PER_SECOND = 1e9;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private long started;
    private double rate;

    void start() {
        started = threads.getCurrentThreadCpuTime();
    }

    void imported(int blocks) {
        rate = NANOS_PER_SECOND * blocks / (threads.getCurrentThreadCpuTime() - started);
    }

    public double blocksPerCoreSecond() {
        return rate;
    }
}
