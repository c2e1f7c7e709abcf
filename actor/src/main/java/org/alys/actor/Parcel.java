package org.alys.actor;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** An envelope with all that most messages do not need. */
final class Parcel<M> extends Envelope<M> {
    /** Stands for "no time"; a real one that hits this value is lost. */
    static final long NONE = Long.MIN_VALUE;

    private final Extras extras;
    private final int attempt;

    /**
     * @param priority where it waits
     * @param enqueuedNanos when it was sent, or NONE
     * @param deadlineNanos when it expires, or NONE
     * @param reply the answer it asks for
     * @param trace the span of its handling
     * @param parentSpanId the span in which it was sent, or 0
     */
    record Extras(
            Priority priority,
            long enqueuedNanos,
            long deadlineNanos,
            @Nullable PendingReply<?> reply,
            @Nullable TraceContext trace,
            long parentSpanId) {}

    Parcel(
            M message,
            @Nullable ActorPath sender,
            long id,
            long correlationId,
            long causationId,
            int generation,
            Extras extras,
            int attempt) {
        super(message, sender, id, correlationId, causationId, generation);
        this.extras = extras;
        this.attempt = attempt;
    }

    /** The same message for another try; everything but the attempt is kept, the deadline too. */
    static <M> Parcel<M> retry(Envelope<M> before) {
        Extras extras = before instanceof Parcel<M> parcel
                ? parcel.extras
                : new Extras(Priority.NORMAL, NONE, NONE, null, null, Envelope.NO_ID);
        return new Parcel<>(
                before.message(),
                before.sender().orElse(null),
                before.id(),
                before.correlationId(),
                before.causationId().orElse(NO_ID),
                before.generation(),
                extras,
                before.attempt() + 1);
    }

    @Override
    public int attempt() {
        return attempt;
    }

    @Override
    public Priority priority() {
        return extras.priority;
    }

    @Override
    public OptionalLong enqueuedNanos() {
        return optional(extras.enqueuedNanos);
    }

    @Override
    public OptionalLong deadlineNanos() {
        return optional(extras.deadlineNanos);
    }

    @Override
    public Optional<TraceContext> trace() {
        return Optional.ofNullable(extras.trace);
    }

    Extras extras() {
        return extras;
    }

    /** Worthless now: its time is up, or it is a request and the asker has gone. Reads the clock only if it must. */
    boolean expired(TimeSource time) {
        PendingReply<?> reply = extras.reply;
        if (reply != null && reply.isOver()) {
            return true;
        }
        return extras.deadlineNanos != NONE && time.nanos() - extras.deadlineNanos >= 0;
    }

    /** What is left until it expires, more than zero; nothing if it does not expire. */
    @Nullable
    Duration timeLeft(TimeSource time) {
        return extras.deadlineNanos == NONE ? null : Duration.ofNanos(Math.max(1, extras.deadlineNanos - time.nanos()));
    }

    /** Whether it was stamped for no other reason than to be measured. */
    boolean isSample() {
        return extras.enqueuedNanos != NONE && extras.deadlineNanos == NONE && extras.trace == null;
    }

    private static OptionalLong optional(long nanos) {
        return nanos == NONE ? OptionalLong.empty() : OptionalLong.of(nanos);
    }
}
