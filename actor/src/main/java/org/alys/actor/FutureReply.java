package org.alys.actor;

import java.util.concurrent.CompletableFuture;

/** For an asker that goes on and looks later. */
final class FutureReply<R> extends PendingReply<R> {
    private final CompletableFuture<R> outcome = new CompletableFuture<>();

    FutureReply(ActorPath recipient) {
        super(recipient);
    }

    @Override
    boolean complete(R answer) {
        return outcome.complete(answer);
    }

    @Override
    boolean fail(AskFailure reason) {
        return !outcome.isDone() && outcome.completeExceptionally(new AskException(reason));
    }

    @Override
    public boolean isOver() {
        return outcome.isDone();
    }

    CompletableFuture<R> future() {
        return outcome;
    }
}
