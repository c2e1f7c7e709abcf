package org.alys.actor;

import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way, with what is known about it. Ids are unique in one system; a message sent from a handler is caused
 * by the message in hand and shares its correlation, so that everything one outside message set off can be told apart.
 * Times are on the scale of {@link TimeSource#nanos()}.
 *
 * @param <M> the message
 */
public final class Envelope<M> {
    static final long NO_ID = 0;
    /** Stands for "never expires"; a real deadline that hits this value is off by one nanosecond. */
    static final long NEVER = Long.MIN_VALUE;

    private final M message;
    private final long id;
    private final long correlationId;
    private final long causationId;
    private final long enqueuedNanos;
    private final long deadlineNanos;
    private final int attempt;
    private final @Nullable ActorPath sender;
    private final @Nullable PendingReply<?> reply;

    /** {@code cause} is the message in whose handling this one was sent. */
    Envelope(
            M message,
            long id,
            @Nullable Envelope<?> cause,
            @Nullable ActorPath sender,
            @Nullable PendingReply<?> reply,
            long enqueuedNanos,
            long deadlineNanos) {
        this.message = message;
        this.id = id;
        this.correlationId = cause == null ? id : cause.correlationId;
        this.causationId = cause == null ? NO_ID : cause.id;
        this.sender = sender;
        this.reply = reply;
        this.enqueuedNanos = enqueuedNanos;
        this.deadlineNanos = deadlineNanos;
        this.attempt = 1;
    }

    private Envelope(Envelope<M> before) {
        message = before.message;
        id = before.id;
        correlationId = before.correlationId;
        causationId = before.causationId;
        sender = before.sender;
        reply = before.reply;
        enqueuedNanos = before.enqueuedNanos;
        deadlineNanos = before.deadlineNanos;
        attempt = before.attempt + 1;
    }

    /** The same message for another try; everything but the attempt is kept, the deadline too. */
    Envelope<M> retry() {
        return new Envelope<>(this);
    }

    public M message() {
        return message;
    }

    public long id() {
        return id;
    }

    /** The id of the message that began this exchange; its own id for the first. */
    public long correlationId() {
        return correlationId;
    }

    /** The id of the message in whose handling this one was sent. */
    public OptionalLong causationId() {
        return causationId == NO_ID ? OptionalLong.empty() : OptionalLong.of(causationId);
    }

    /** The actor that sent it, or whose timer, watch or background work it comes from; empty from outside. */
    public Optional<ActorPath> sender() {
        return Optional.ofNullable(sender);
    }

    /** 1 for the first handling; more if the actor failed over it and its options ask for another try. */
    public int attempt() {
        return attempt;
    }

    public long enqueuedNanos() {
        return enqueuedNanos;
    }

    /** After this it will not be handled any more. */
    public OptionalLong deadlineNanos() {
        return deadlineNanos == NEVER ? OptionalLong.empty() : OptionalLong.of(deadlineNanos);
    }

    /** Worthless now: its time is up, or it is a request and the asker has gone. Reads the clock only if it must. */
    boolean expired(TimeSource time) {
        return (deadlineNanos != NEVER && time.nanos() - deadlineNanos >= 0) || (reply != null && reply.isOver());
    }

    @Nullable
    PendingReply<?> reply() {
        return reply;
    }
}
