package org.alys.actor;

import java.time.Duration;
import java.util.OptionalLong;
import org.alys.actor.supervision.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Handles one message after another, counts all and measures some. For the actor's thread. It is a part of {@link ActorLoop},
 * {@link Interruptible}, {@link InHand} and {@link Lifecycle} are parts of it: as one object they are fetched together when the
 * actor's turn comes.
 */
abstract class Handling<M> extends Interruptible<M> {
    final ActorCell<M> cell;
    private final boolean observed;
    private final @Nullable Interference interference;

    /** The life that handles messages now, and its actor, which is at hand here without a look into it. */
    private @Nullable Incarnation<M> incarnation;

    private @Nullable Actor<M> actor;
    private boolean answered;

    Handling(ActorCell<M> cell) {
        super(cell.runtime());
        this.cell = cell;
        this.observed = runtime.observed();
        this.interference = runtime.interference();
    }

    /** The handler failed, over this message if that is known. Nothing follows. */
    abstract void failed(Failure failure, @Nullable Envelope<M> over);

    /** A request was handled without an answer so far. */
    abstract void owes(PendingReply<?> reply);

    /** The life that handles messages from now on; none between lives. */
    final void handleWith(@Nullable Incarnation<M> next) {
        incarnation = next;
        actor = next == null ? null : next.actor();
    }

    /** The life that handles messages; none between lives. */
    @Nullable
    final Incarnation<M> incarnation() {
        return incarnation;
    }

    /** Whether the last message was a request and has its answer. */
    final boolean answered() {
        return answered;
    }

    final void handle(Object mail) {
        Parcel<?> parcel = mail instanceof Parcel<?> rich ? rich : null;
        if (parcel != null && parcel.expired(runtime.time())) {
            runtime.deadLetter(cell, mail, DeadLetter.Reason.EXPIRED);
            return;
        }
        boolean due = (count() & (ActorMetrics.SAMPLE - 1)) == 0;
        boolean sampled = due || (parcel != null && parcel.isSample());
        boolean timed =
                sampled || observed || (parcel != null && parcel.extras().trace() != null);
        long begun = timed ? runtime.time().nanos() : 0;
        take(mail, parcel);
        MessageEvents.Handled event = new MessageEvents.Handled();
        event.begin();
        Throwable failed = receive(mail);
        event.end();
        if (event.shouldCommit()) {
            commit(event, mail, parcel, begun);
        }
        Envelope<M> over = failed == null ? null : failedOver();
        release();
        if (timed) {
            measured(parcel, begun, sampled, failed != null);
        }
        PendingReply<?> reply = parcel == null ? null : parcel.extras().reply();
        answered = reply != null && reply.isOver();
        if (failed != null) {
            failed(Failure.of(failed), over);
        } else if (reply != null && !answered) {
            unanswered(reply);
        }
    }

    // What is rare stays out of the method that every message passes: the smaller that is, the better it is compiled.

    private @Nullable Envelope<M> failedOver() {
        return putAside() ? null : envelope();
    }

    private void unanswered(PendingReply<?> reply) {
        if (!putAside()) {
            owes(reply);
        }
    }

    /** Whether the message just handled was stashed: then it still waits, and is neither failed over nor owed an answer. */
    private boolean putAside() {
        Incarnation<M> context = incarnation;
        return context != null && context.putAside(handled());
    }

    private @Nullable Throwable receive(Object mail) {
        Actor<M> handler = actor;
        Incarnation<M> context = incarnation;
        if (handler == null || context == null) {
            throw new IllegalStateException(cell.path() + " handles messages between two lives");
        }
        @SuppressWarnings("unchecked") // Only messages for this actor come into its mailbox.
        M message = mail instanceof Envelope<?> envelope ? (M) envelope.message() : (M) mail;
        try {
            if (interference != null) {
                interference.handling(cell.path(), message);
            }
            handler.receive(message, context);
            return null;
        } catch (Throwable thrown) {
            return thrown;
        }
    }

    private void commit(MessageEvents.Handled event, Object mail, @Nullable Parcel<?> parcel, long begun) {
        event.actor = cell.path().value();
        event.message =
                mail instanceof Envelope<?> envelope ? envelope.message().getClass() : mail.getClass();
        event.queued = parcel == null ? -1 : queued(parcel, begun).orElse(-1);
        event.commit();
    }

    private static OptionalLong queued(Parcel<?> parcel, long begun) {
        long enqueued = parcel.extras().enqueuedNanos();
        return begun == 0 || enqueued == Parcel.NONE ? OptionalLong.empty() : OptionalLong.of(begun - enqueued);
    }

    private void measured(@Nullable Parcel<?> parcel, long begun, boolean sampled, boolean failed) {
        long handling = runtime.time().nanos() - begun;
        OptionalLong queued = parcel == null ? OptionalLong.empty() : queued(parcel, begun);
        if (sampled) {
            runtime.metrics().sample(queued, handling);
        }
        if (observed && !failed) {
            runtime.observer().handled(cell.path(), queued.orElse(0), handling);
        }
        TraceContext context = parcel == null ? null : parcel.extras().trace();
        if (parcel != null && context != null && context.sampled()) {
            runtime.observer()
                    .traced(new HandledSpan(
                            cell.path(),
                            parcel.message().getClass().getSimpleName(),
                            context,
                            parcel.extras().parentSpanId(),
                            runtime.time().now().minusNanos(handling),
                            Duration.ofNanos(queued.orElse(0)),
                            Duration.ofNanos(handling),
                            failed));
        }
    }
}
