package org.alys.node.engine;

import java.time.Duration;
import org.alys.engine.Timing;
import org.alys.engine.catchup.StoredBlock;

/**
 * Whether a client is being sent blocks that it lacks. That may take hours, in which neither the engine nor the chain, which waits for
 * it, handles anything else; while blocks move they are not stuck. Safe for all threads.
 */
public final class Replay {
    /** A block takes no longer than the longest call of the Engine API. */
    private static final Duration LONGEST_STEP = Duration.ofSeconds(30);

    private final Timing timing;
    private volatile Duration lastStep;

    public Replay(Timing timing) {
        this.timing = timing;
        this.lastStep = timing.elapsed().minus(LONGEST_STEP);
    }

    /** The same blocks; asking for one is a step. */
    public StoredBlock.Source watching(StoredBlock.Source blocks) {
        return hash -> {
            lastStep = timing.elapsed();
            return blocks.block(hash);
        };
    }

    /** Whether a block moved within the last 30 seconds. */
    public boolean isMoving() {
        return timing.elapsed().minus(lastStep).compareTo(LONGEST_STEP) < 0;
    }
}
