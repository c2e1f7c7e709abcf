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
    /**
     * Asks; the future ends with the score or an exception. Does not wait. A future that has not ended in time is cancelled,
     * and the check has failed.
     */
    CompletableFuture<HealthScore> ask(ActorRef<M> actor, Duration timeout);

    /** How long this check may take, if the others may take {@code standard}. */
    default Duration limit(Duration standard) {
        return standard;
    }

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
        HealthCheck<M> check = this;
        return new HealthCheck<>() {
            @Override
            public CompletableFuture<HealthScore> ask(ActorRef<M> actor, Duration timeout) {
                return check.ask(actor, own);
            }

            @Override
            public Duration limit(Duration standard) {
                return own;
            }
        };
    }
}
