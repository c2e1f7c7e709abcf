package org.alys.actor;

import java.util.Objects;
import org.alys.actor.supervision.Failure;

/** The asker's end and the actor's end of one ask. The first outcome wins. */
abstract sealed class PendingReply<R> implements Reply<R> permits AwaitedReply, FutureReply {
    private final ActorPath recipient;

    PendingReply(ActorPath recipient) {
        this.recipient = recipient;
    }

    ActorPath recipient() {
        return recipient;
    }

    @Override
    public final boolean success(R answer) {
        return complete(Objects.requireNonNull(answer, "an answer is not null"));
    }

    @Override
    public final boolean failure(Throwable cause) {
        return fail(new AskFailure.HandlerFailed(recipient, Failure.of(cause)));
    }

    abstract boolean complete(R answer);

    /** False if there was an outcome before. */
    abstract boolean fail(AskFailure reason);
}
