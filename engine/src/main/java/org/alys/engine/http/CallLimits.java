package org.alys.engine.http;

import java.time.Duration;

/**
 * How long each call may take, retries included, and how much a client may answer.
 *
 * @param bodies payload bodies
 * @param query the {@code eth_} methods, {@code engine_exchangeCapabilities} and {@code engine_getClientVersionV1}
 * @param receipts the receipts of a block, which some clients compute anew
 * @param maxAnswerBytes of one HTTP answer, at least 1 KiB
 */
public record CallLimits(
        Duration forkchoiceUpdated,
        Duration newPayload,
        Duration getPayload,
        Duration bodies,
        Duration query,
        Duration receipts,
        int maxAnswerBytes) {

    /** The time-outs of the Engine API specification; answers of at most 64 MiB. */
    public static final CallLimits STANDARD = new CallLimits(
            Duration.ofSeconds(8),
            Duration.ofSeconds(8),
            Duration.ofSeconds(1),
            Duration.ofSeconds(10),
            Duration.ofSeconds(1),
            Duration.ofSeconds(8),
            64 << 20);

    public CallLimits {
        for (Duration limit : new Duration[] {forkchoiceUpdated, newPayload, getPayload, bodies, query, receipts}) {
            if (!limit.isPositive()) {
                throw new IllegalArgumentException("time-outs must be positive: " + limit);
            }
        }
        if (maxAnswerBytes < 1024) {
            throw new IllegalArgumentException("answers need at least 1 KiB: " + maxAnswerBytes);
        }
    }
}
