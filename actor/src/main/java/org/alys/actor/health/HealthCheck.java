package org.alys.actor.health;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import org.alys.actor.ActorRef;
import org.alys.actor.Reply;

/**
 * A question to an actor that goes through its mailbox, so that an actor that is stuck fails it by silence.
 *
 * @param <M> the messages of the actor
 */
@FunctionalInterface
public interface HealthCheck<M> {
    /** Asks; the future ends within the time-out, with the score or an exception. Does not wait. */
    CompletableFuture<HealthScore> ask(ActorRef<M> actor, Duration timeout);

    /** A plain ping; true is the answer of an actor that is well. */
    static <M> HealthCheck<M> ping(Function<Reply<Boolean>, M> request) {
        return custom(request, well -> well);
    }

    /** The actor judges itself. */
    static <M> HealthCheck<M> scored(Function<Reply<HealthScore>, M> request) {
        return (actor, timeout) -> actor.askAsync(request, timeout);
    }

    /** Any request of the actor's own; it is well if the answer is valid. */
    static <M, R> HealthCheck<M> custom(Function<Reply<R>, M> request, Predicate<? super R> valid) {
        return (actor, timeout) -> actor.<R>askAsync(request, timeout)
                .thenApply(answer -> valid.test(answer) ? HealthScore.FULL : HealthScore.NONE);
    }

    /** This check with a time-out of its own. */
    default HealthCheck<M> within(Duration own) {
        if (!own.isPositive()) {
            throw new IllegalArgumentException("a time-out must be positive: " + own);
        }
        return (actor, timeout) -> ask(actor, own);
    }
}
