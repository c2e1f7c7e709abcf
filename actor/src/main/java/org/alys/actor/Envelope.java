package org.alys.actor;

import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A message with what is known about it. Ids are unique in one system; a message sent from a handler is caused by the
 * message in hand and shares its correlation, so that everything one outside message set off can be told apart. Times are
 * on the scale of {@link TimeSource#nanos()}.
 *
 * <p>A message from outside without options travels bare; its envelope is made when somebody asks for it. What is rare is
 * kept in {@link Parcel}.
 *
 * @param <M> the message
 */
public sealed class Envelope<M> permits Parcel {
    static final long NO_ID = 0;

    private final M message;
    private final @Nullable ActorPath sender;
    private final long id;
    private final long correlationId;
    private final long causationId;
    private final int generation;

    Envelope(M message, @Nullable ActorPath sender, long id, long correlationId, long causationId, int generation) {
        this.message = message;
        this.sender = sender;
        this.id = id;
        this.correlationId = correlationId;
        this.causationId = causationId;
        this.generation = generation;
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

    /** The generation after this one. An exchange may go on for ever, and stays at the last there is. */
    static int after(int generation) {
        return generation == Integer.MAX_VALUE ? generation : generation + 1;
    }

    /**
     * How many messages stand between this one and the first of the exchange: 0 for the first, 1 for what it caused, at most
     * {@link Integer#MAX_VALUE}.
     */
    public int generation() {
        return generation;
    }

    /** Where it comes from. */
    public Lineage lineage() {
        return new Lineage(correlationId, causationId(), generation);
    }

    /** The actor that sent it, or whose timer, watch or background work it comes from; empty from outside. */
    public Optional<ActorPath> sender() {
        return Optional.ofNullable(sender);
    }

    /** 1 for the first handling; more if the actor failed over it and its options ask for another try. */
    public int attempt() {
        return 1;
    }

    /** The priority it was sent with. */
    public Priority priority() {
        return Priority.NORMAL;
    }

    /** When it was sent; only if it was measured, which depends on the observer and on sampling. */
    public OptionalLong enqueuedNanos() {
        return OptionalLong.empty();
    }

    /** After this it will not be handled any more. */
    public OptionalLong deadlineNanos() {
        return OptionalLong.empty();
    }

    /** The trace it belongs to; its span id stands for the handling of this message. */
    public Optional<TraceContext> trace() {
        return Optional.empty();
    }
}
