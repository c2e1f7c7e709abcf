package org.alys.actor;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Packs messages: as little around each as its sender and its options need. */
final class Parcels {
    private Parcels() {}

    /** A message without options: bare from outside, with its causes from a handler. */
    static <M> Object plain(ActorCell<M> recipient, M message, @Nullable ActorCell<?> sender) {
        if (sender == null) {
            return message instanceof Envelope<?>
                    ? pack(recipient, message, null, SendOptions.PLAIN, null, false)
                    : message;
        }
        InHand<?> cause = sender.inHand();
        if (cause.trace() != null) {
            return pack(recipient, message, sender, SendOptions.PLAIN, null, false);
        }
        long id = cause.nextId();
        long causeId = cause.id();
        return causeId == Envelope.NO_ID
                ? new Envelope<>(message, sender.path(), id, id, Envelope.NO_ID, 0)
                : new Envelope<>(
                        message, sender.path(), id, cause.correlation(), causeId, Envelope.after(cause.generation()));
    }

    /** A message with everything that is known about it. */
    static <M> Parcel<M> pack(
            ActorCell<M> recipient,
            M message,
            @Nullable ActorCell<?> sender,
            SendOptions options,
            @Nullable PendingReply<?> reply,
            boolean stamped) {
        ActorRuntime runtime = recipient.runtime();
        Duration timeToLive = options.timeToLive().orElse(null);
        TraceContext given = options.trace().orElse(null);
        InHand<?> cause = sender == null ? null : sender.inHand();
        TraceContext inherited = cause == null ? null : cause.trace();
        boolean timed = stamped || timeToLive != null || given != null || inherited != null;
        long now = timed ? runtime.time().nanos() : Parcel.NONE;
        long id = cause == null ? runtime.ids().next() : cause.nextId();
        TraceContext trace = given != null ? given : inherited == null ? null : inherited.child(id);
        Parcel.Extras extras = new Parcel.Extras(
                priority(message, options),
                now,
                timeToLive == null ? Parcel.NONE : now + TimeUnit.NANOSECONDS.convert(timeToLive),
                reply,
                trace,
                given == null && inherited != null ? inherited.spanId() : 0);
        long causeId = cause == null ? Envelope.NO_ID : cause.id();
        long correlation = cause == null || causeId == Envelope.NO_ID ? id : cause.correlation();
        int generation = cause == null || causeId == Envelope.NO_ID ? 0 : Envelope.after(cause.generation());
        return new Parcel<>(
                message, sender == null ? null : sender.path(), id, correlation, causeId, generation, extras, 1);
    }

    /** The same mail with another message in it. */
    static Object altered(Object mail, Object message) {
        return switch (mail) {
            case Parcel<?> parcel ->
                new Parcel<>(
                        message,
                        parcel.sender().orElse(null),
                        parcel.id(),
                        parcel.correlationId(),
                        parcel.causationId().orElse(Envelope.NO_ID),
                        parcel.generation(),
                        parcel.extras(),
                        parcel.attempt());
            case Envelope<?> envelope ->
                new Envelope<>(
                        message,
                        envelope.sender().orElse(null),
                        envelope.id(),
                        envelope.correlationId(),
                        envelope.causationId().orElse(Envelope.NO_ID),
                        envelope.generation());
            default -> message;
        };
    }

    static Priority priority(Object message, SendOptions options) {
        if (options.priority().isPresent()) {
            return options.priority().get();
        }
        return message instanceof Prioritized urgent ? urgent.priority() : Priority.NORMAL;
    }
}
