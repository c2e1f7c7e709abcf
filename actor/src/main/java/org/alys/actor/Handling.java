package org.alys.actor;

import java.time.Duration;
import java.util.OptionalLong;
import org.alys.actor.supervision.Failure;
import org.jspecify.annotations.Nullable;

/** Handles one message after another, counts all and measures some. For the actor's thread. */
final class Handling<M> {
    private final ActorCell<M> cell;
    private final ActorRuntime runtime;
    private final ActorLife<M> life;
    private final InHand<M> inHand;
    private final boolean observed;
    private final @Nullable Interference interference;
    private final ActorMeter meter = new ActorMeter();

    Handling(ActorCell<M> cell, ActorLife<M> life) {
        this.cell = cell;
        this.runtime = cell.runtime();
        this.life = life;
        this.inHand = cell.inHand();
        this.observed = runtime.observed();
        this.interference = runtime.interference();
    }

    long handled() {
        return meter.handled();
    }

    void handle(Object mail) {
        Parcel<?> parcel = mail instanceof Parcel<?> rich ? rich : null;
        if (parcel != null && parcel.expired(runtime.time())) {
            runtime.deadLetter(cell, mail, DeadLetter.Reason.EXPIRED);
            return;
        }
        boolean due = (meter.count() & (ActorMetrics.SAMPLE - 1)) == 0;
        boolean sampled = due || (parcel != null && parcel.isSample());
        boolean timed =
                sampled || observed || (parcel != null && parcel.extras().trace() != null);
        long begun = timed ? runtime.time().nanos() : 0;
        inHand.take(mail, parcel);
        MessageEvents.Handled event = new MessageEvents.Handled();
        event.begin();
        Throwable failed = receive(mail);
        event.end();
        if (event.shouldCommit()) {
            commit(event, mail, parcel, begun);
        }
        Envelope<M> over = failed == null ? null : inHand.envelope();
        inHand.release();
        if (timed) {
            measured(parcel, begun, sampled, failed != null);
        }
        if (failed != null) {
            life.fail(Failure.of(failed), over);
        } else if (parcel != null) {
            life.owes(parcel.extras().reply());
        }
    }

    private @Nullable Throwable receive(Object mail) {
        Incarnation<M> handler = life.incarnation();
        @SuppressWarnings("unchecked") // Only messages for this actor come into its mailbox.
        M message = mail instanceof Envelope<?> envelope ? (M) envelope.message() : (M) mail;
        try {
            if (interference != null) {
                interference.handling(cell.path(), message);
            }
            handler.actor().receive(message, handler);
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
