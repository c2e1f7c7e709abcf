package org.alys.actor.shutdown;

import java.time.Duration;

/**
 * How long a shutdown may take.
 *
 * @param total everything; after it the shutdown is forced
 * @param preparation all preparations together
 * @param actor one stage of actors; after it those left are counted as failed, the shutdown goes on, and they are interrupted
 *     before the cleanup
 * @param cleanup all cleanup handlers together
 * @param failures actors that may fail to stop before the shutdown is forced, 0 or more
 * @param progress interval of progress events while waiting
 */
public record ShutdownLimits(
        Duration total, Duration preparation, Duration actor, Duration cleanup, int failures, Duration progress) {
    /** 120 s in all, 10 s for a stage, 30 s for cleanup, progress every 5 s, forced after 3 failures. */
    public static final ShutdownLimits STANDARD = new ShutdownLimits(
            Duration.ofSeconds(120),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            3,
            Duration.ofSeconds(5));

    public ShutdownLimits {
        if (!total.isPositive()
                || !preparation.isPositive()
                || !actor.isPositive()
                || !cleanup.isPositive()
                || !progress.isPositive()
                || failures < 0) {
            throw new IllegalArgumentException("every limit of a shutdown must be positive");
        }
    }
}
