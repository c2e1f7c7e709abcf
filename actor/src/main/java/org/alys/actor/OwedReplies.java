package org.alys.actor;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The requests an actor has handled without answering yet. Answers may come from any thread, so finished ones are only
 * swept out when the list has doubled since the last sweep. For the actor's thread.
 */
final class OwedReplies {
    private static final int SMALLEST_SWEEP = 64;

    private @Nullable List<PendingReply<?>> open;
    private int sweepAt = SMALLEST_SWEEP;

    void add(PendingReply<?> reply) {
        List<PendingReply<?>> replies = open;
        if (replies == null) {
            replies = new ArrayList<>(2);
            open = replies;
        }
        if (replies.size() >= sweepAt) {
            replies.removeIf(PendingReply::isOver);
            sweepAt = Math.max(SMALLEST_SWEEP, 2 * replies.size());
        }
        replies.add(reply);
    }

    void failAll(AskFailure reason) {
        List<PendingReply<?>> replies = open;
        open = null;
        sweepAt = SMALLEST_SWEEP;
        if (replies != null) {
            replies.forEach(reply -> reply.fail(reason));
        }
    }
}
