package org.alys.node.sync;

import java.time.Duration;
import java.util.Optional;

/**
 * Where the node is on its way to where the federation is.
 *
 * @param height of its final block
 * @param target height of the highest block that was proven to be final; not below {@code height}
 * @param blocksPerSecond imported of late; 0 when nothing is imported
 * @param left the time to the target at that speed
 * @param peers that said where they are
 * @param mayProduce whether this node may vote and propose
 * @param fetchesRanges whether missing blocks are left to the sync: they come in ranges, or not at all while it is paused
 * @param waitsFor what holds it up, a sentence with a code where it has one; empty when nothing does
 */
public record SyncStatus(
        SyncPhase phase,
        SyncClass readiness,
        long height,
        long target,
        double blocksPerSecond,
        Optional<Duration> left,
        int peers,
        boolean mayProduce,
        boolean fetchesRanges,
        Optional<String> waitsFor) {
    /** Before anything is known. */
    public static final SyncStatus UNKNOWN = new SyncStatus(
            SyncPhase.DISCOVERING,
            new SyncClass.NotSynced(),
            0,
            0,
            0,
            Optional.empty(),
            0,
            false,
            false,
            Optional.empty());

    /** From 0 to 1: the final height by that of the target. */
    public double progress() {
        return target == 0 ? 1 : (double) height / target;
    }
}
