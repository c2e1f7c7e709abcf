package org.alys.node.sync;

import java.time.Duration;
import java.util.Optional;

/**
 * What the status follows from.
 *
 * @param failure why it cannot go on
 * @param discovered whether enough peers were heard, or waited for
 * @param claimAhead whether a peer says it is far ahead, and may still prove it
 * @param pause why the sync is paused, if it is
 * @param side what the node needs beside its peers and does not have: the execution layer, Bitcoin
 * @param height of the final block; 0 before it is known
 * @param target the highest proven height
 * @param downloading whether ranges are fetched
 */
record SyncFacts(
        Optional<String> failure,
        boolean discovered,
        boolean claimAhead,
        Optional<String> pause,
        Optional<String> side,
        long height,
        long target,
        boolean downloading,
        double blocksPerSecond,
        int peers,
        Optional<String> holdUp) {
    /** So few blocks are fetched one by one: everybody is as far behind now and then. */
    static final long NEAR = 8;

    /** 99.5 %. */
    private static final long PRODUCTION_DIVISOR = 200;

    /** Whether a node with this final height may vote and propose when {@code target} is proven. */
    static boolean mayProduce(long height, long target) {
        return target - height <= Math.max(NEAR, target / PRODUCTION_DIVISOR);
    }

    SyncStatus judge() {
        boolean near = mayProduce(height, target);
        boolean produces = failure.isEmpty() && discovered && !claimAhead && pause.isEmpty() && side.isEmpty() && near;
        SyncPhase phase = phase(near);
        double speed = downloading ? blocksPerSecond : 0;
        return new SyncStatus(
                phase,
                readiness(phase, produces),
                height,
                Math.max(target, height),
                speed,
                speed > 0
                        ? Optional.of(Duration.ofSeconds((long) Math.ceil((target - height) / speed)))
                        : Optional.empty(),
                peers,
                produces,
                pause.isPresent() || (downloading && target - height > NEAR),
                failure.or(() -> pause).or(() -> side).or(() -> holdUp));
    }

    private SyncPhase phase(boolean near) {
        if (failure.isPresent()) {
            return SyncPhase.FAILED;
        }
        if (pause.isPresent()) {
            return SyncPhase.PAUSED;
        }
        if (downloading) {
            return near ? SyncPhase.CATCHING_UP : SyncPhase.DOWNLOADING;
        }
        if (claimAhead || !near) {
            return SyncPhase.PROVING;
        }
        return discovered ? SyncPhase.SYNCED : SyncPhase.DISCOVERING;
    }

    private SyncClass readiness(SyncPhase phase, boolean produces) {
        return switch (phase) {
            case DISCOVERING, FAILED, PAUSED -> new SyncClass.NotSynced();
            case PROVING, DOWNLOADING -> new SyncClass.Syncing(target == 0 ? 0 : (double) height / target);
            case CATCHING_UP ->
                produces ? new SyncClass.SyncedForProduction() : new SyncClass.Syncing((double) height / target);
            case SYNCED -> produces ? new SyncClass.Synced() : new SyncClass.NotSynced();
        };
    }
}
