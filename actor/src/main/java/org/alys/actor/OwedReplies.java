package org.alys.actor;

import java.util.ArrayList;
import java.util.List;

/**
 * The requests an actor has handled without answering yet. Answers may come from any thread, so finished ones are only
 * swept out when the list has doubled since the last sweep. For the actor's thread.
 */
final class OwedReplies {
    private static final int SMALLEST_SWEEP = 64;

    private final List<PendingReply<?>> open = new ArrayList<>(0);
    private int sweepAt = SMALLEST_SWEEP;

    void add(PendingReply<?> reply) {
        if (open.size() >= sweepAt) {
            open.removeIf(PendingReply::isOver);
            sweepAt = Math.max(SMALLEST_SWEEP, 2 * open.size());
        }
        open.add(reply);
    }

    void failAll(AskFailure reason) {
        open.forEach(reply -> reply.fail(reason));
        open.clear();
        sweepAt = SMALLEST_SWEEP;
    }
}
