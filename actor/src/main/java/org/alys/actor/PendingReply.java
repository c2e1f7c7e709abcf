package org.alys.actor;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.alys.actor.supervision.Failure;

/** The asker's end and the actor's end of one ask. The first outcome wins. */
final class PendingReply<R> implements Reply<R> {
    private final ActorPath recipient;
    private final CompletableFuture<R> outcome = new CompletableFuture<>();

    PendingReply(ActorPath recipient) {
        this.recipient = recipient;
    }

    @Override
    public boolean success(R answer) {
        return outcome.complete(Objects.requireNonNull(answer, "an answer is not null"));
    }

    @Override
    public boolean failure(Throwable cause) {
        return fail(new AskFailure.HandlerFailed(recipient, Failure.of(cause)));
    }

    boolean fail(AskFailure reason) {
        return !outcome.isDone() && outcome.completeExceptionally(new AskException(reason));
    }

    boolean isOver() {
        return outcome.isDone();
    }

    CompletableFuture<R> future() {
        return outcome;
    }

    /** Parks the calling thread until there is an outcome. The exception thrown is made here, so its trace is the asker's. */
    R await() {
        try {
            return outcome.get();
        } catch (InterruptedException e) {
            AskFailure.Interrupted interrupted = new AskFailure.Interrupted(recipient);
            fail(interrupted);
            Thread.currentThread().interrupt();
            throw new AskException(interrupted);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AskException failed) {
                throw new AskException(failed.reason());
            }
            throw new IllegalStateException("an ask fails only with an AskException", e);
        }
    }
}
