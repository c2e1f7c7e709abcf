package org.alys.actor;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** The asker's side of requests. */
final class Asks {
    private Asks() {}

    static <M, R> R ask(ActorCell<M> recipient, Function<Reply<R>, M> request, Duration deadline) {
        AwaitedReply<R> reply =
                new AwaitedReply<>(recipient.path(), recipient.runtime().threads());
        ActorCell<?> asker = CurrentActor.orNull();
        if (asker == null) {
            return exchange(recipient, request.apply(reply), reply, deadline);
        }
        if (asker.mustNotWait()) {
            throw new IllegalStateException(
                    asker.path() + " runs in compute mode and must not wait for " + recipient.path() + ": use pipe");
        }
        // Before the wait begins: it may need the answers of others.
        M message = request.apply(reply);
        WaitEdge edge = new WaitEdge(asker, recipient, reply);
        asker.waitsFor(edge);
        try {
            edge.cycle().ifPresent(cycle -> {
                throw new AskException(WaitEdge.describe(cycle));
            });
            return exchange(recipient, message, reply, deadline);
        } finally {
            asker.waitsFor(null);
        }
    }

    private static <M, R> R exchange(ActorCell<M> recipient, M message, AwaitedReply<R> reply, Duration deadline) {
        Cancellable expiry = send(recipient, message, reply, deadline);
        try {
            return reply.await();
        } finally {
            expiry.cancel();
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The dependent stage would not pass a cancellation on to the ask.
    static <M, R> CompletableFuture<R> askAsync(
            ActorCell<M> recipient, Function<Reply<R>, M> request, Duration deadline) {
        FutureReply<R> reply = new FutureReply<>(recipient.path());
        Cancellable expiry = send(recipient, request.apply(reply), reply, deadline);
        CompletableFuture<R> future = reply.future();
        future.whenComplete((answer, failure) -> expiry.cancel());
        return future;
    }

    private static <M> Cancellable send(ActorCell<M> recipient, M message, PendingReply<?> reply, Duration deadline) {
        Objects.requireNonNull(message, "a request is not null");
        if (!deadline.isPositive()) {
            throw new IllegalArgumentException("a deadline must be positive: " + deadline);
        }
        ActorPath path = recipient.path();
        Cancellable expiry = recipient
                .runtime()
                .scheduler()
                .schedule(deadline, () -> reply.fail(new AskFailure.TimedOut(path, deadline)));
        ActorCell<?> sender = CurrentActor.orNull();
        SendOptions options = SendOptions.PLAIN.withTimeToLive(deadline);
        Parcel<M> parcel = Parcels.pack(recipient, message, sender, options, reply, false);
        settle(recipient.post(parcel, sender, deadline), reply);
        return expiry;
    }

    /** Sends the message that {@code from} has in hand on, with all that belongs to it. */
    static <M> Delivery forward(ActorCell<M> from, Envelope<M> envelope, ActorRef<M> to) {
        ActorCell<M> recipient = ActorCell.of(to);
        if (!(envelope instanceof Parcel<M> parcel)) {
            return to.tell(envelope.message());
        }
        Parcel<M> onward = new Parcel<>(
                envelope.message(),
                from.path(),
                from.inHand().nextId(),
                envelope.correlationId(),
                envelope.id(),
                Envelope.after(envelope.generation()),
                parcel.extras(),
                1);
        Delivery delivery =
                recipient.post(onward, from, parcel.timeLeft(recipient.runtime().time()));
        PendingReply<?> reply = parcel.extras().reply();
        if (reply != null) {
            settle(delivery, reply);
        }
        return delivery;
    }

    /** Fails a request that was not delivered. */
    private static void settle(Delivery delivery, PendingReply<?> reply) {
        switch (delivery) {
            case Delivery.Accepted() -> {}
            case Delivery.MailboxFull(ActorPath full, int capacity) ->
                reply.fail(new AskFailure.MailboxFull(full, capacity));
            case Delivery.Dropped(ActorPath full, int capacity) ->
                reply.fail(new AskFailure.MailboxFull(full, capacity));
            case Delivery.Stopped(ActorPath stopped) -> reply.fail(new AskFailure.ActorStopped(stopped));
            case Delivery.Interrupted(ActorPath unreached) -> reply.fail(new AskFailure.Interrupted(unreached));
        }
    }
}
