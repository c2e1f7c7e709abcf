package org.alys.actor;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.alys.actor.supervision.Failure;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The inside of one actor: takes signals and messages and runs the handler. Everything here happens on the thread of one
 * activation: it begins when something arrives for an actor at rest and ends when nothing is left, so an idle actor holds no
 * thread. In direct mode the thread is a virtual one of the activation's own, so a handler can block, be interrupted and
 * show up in a thread dump under the actor's name; in compute mode it is one of the pool, for one share of messages.
 */
final class ActorLoop<M> implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ActorLoop.class);
    /** Messages and signals before other actors have their turn. */
    private static final int SHARE = 256;

    private enum Outcome {
        /** Nothing left to do. */
        RESTING,
        /** There is more, but others come first. */
        SHARED,
        /** The rest must wait for something, which this thread must not. */
        WAITING,
        OVER
    }

    private final ActorCell<M> cell;
    private final ActorRuntime runtime;
    private final Mailbox<M> mailbox;
    private final ActorLife<M> life;
    private final boolean observed;
    private final @Nullable Interference interference;
    private final ActorMeter meter = new ActorMeter();
    private @Nullable Object inHand;
    private long idInHand;
    private long correlationInHand;
    private int generationInHand;
    private @Nullable TraceContext trace;
    private int turn;
    /** What is handled before the mailbox: a message to be tried again, and what was stashed. */
    private @Nullable Deque<Object> front;

    private @Nullable Runnable waitingWork;
    private boolean mayWait;
    /** Whether a message was handled since this thread last gave way to others before it ended. */
    private boolean linger;

    ActorLoop(ActorCell<M> cell, ActorFactory<M> factory) {
        this.cell = cell;
        this.runtime = cell.runtime();
        this.mailbox = cell.mailbox();
        this.observed = runtime.observed();
        this.interference = runtime.interference();
        this.life = new ActorLife<>(cell, this, factory);
    }

    int restarts() {
        return life.restarts();
    }

    long handled() {
        return meter.handled();
    }

    /** The id of the message being handled, or {@link Envelope#NO_ID}; for the actor's thread. */
    long idInHand() {
        if (idInHand == Envelope.NO_ID && inHand != null) {
            idInHand = cell.nextId();
            correlationInHand = idInHand;
            generationInHand = 0;
        }
        return idInHand;
    }

    /** Valid after {@link #idInHand()}. */
    long correlationInHand() {
        return correlationInHand;
    }

    /** Valid after {@link #idInHand()}. */
    int generationInHand() {
        return generationInHand;
    }

    /** The trace of the message being handled; for the actor's thread. */
    @Nullable
    TraceContext trace() {
        return trace;
    }

    /** The message being handled as it came out of the mailbox; for the actor's thread. */
    @Nullable
    Object inHand() {
        return inHand;
    }

    /** The message being handled in its envelope; for the actor's thread. */
    Optional<Envelope<M>> envelopeInHand() {
        Object mail = inHand;
        return mail == null ? Optional.empty() : Optional.of(enveloped(mail));
    }

    /** The message in hand in its envelope. */
    private Envelope<M> enveloped(Object mail) {
        if (mail instanceof Envelope<?>) {
            return asEnvelope(mail);
        }
        long id = idInHand();
        return new Envelope<>(asMessage(mail), null, id, id, Envelope.NO_ID, 0);
    }

    @Override
    public void run() {
        ComputePool.Worker worker = Thread.currentThread() instanceof ComputePool.Worker pooled ? pooled : null;
        cell.entered(Thread.currentThread());
        try {
            life.begin();
            while (go(work(worker))) {
                cell.entered(Thread.currentThread());
            }
        } catch (Throwable broken) {
            collapse(broken);
        }
    }

    /** Runs what must wait on a thread that may, and lets the actor go on where it belongs. */
    void runAfter(Runnable work) {
        cell.entered(Thread.currentThread());
        mayWait = true;
        try {
            work.run();
            mayWait = false;
            cell.entered(null);
            if (!life.over()) {
                cell.schedule();
            }
        } catch (Throwable broken) {
            collapse(broken);
        }
    }

    /** True if this thread goes on with the actor. Otherwise it touches nothing of it any more. */
    private boolean go(Outcome outcome) {
        return switch (outcome) {
            case RESTING -> !rests();
            case SHARED -> {
                if (observed) {
                    runtime.observer().mailboxDepth(cell.path(), mailbox.depth());
                    runtime.observer().flow(cell.path(), mailbox.flow());
                }
                cell.entered(null);
                yield runtime.shareThread(cell);
            }
            case WAITING -> {
                cell.entered(null);
                handOver();
                yield false;
            }
            case OVER -> {
                cell.entered(null);
                yield false;
            }
        };
    }

    private boolean rests() {
        boolean running = life.running();
        if (running && linger) {
            // An answer that comes at once then finds this thread, and need not start another.
            linger = false;
            runtime.threads().pause();
            if (mailbox.somethingWaits(false)) {
                return false;
            }
        }
        if (running) {
            runtime.observer().mailboxDepth(cell.path(), 0);
        }
        cell.entered(null);
        return mailbox.rest(!running);
    }

    private void handOver() {
        Runnable work = waitingWork;
        waitingWork = null;
        if (work != null) {
            cell.schedule(work);
        }
    }

    private Outcome work(ComputePool.@Nullable Worker worker) {
        for (int left = SHARE; left > 0; left--) {
            if (waitingWork != null) {
                return Outcome.WAITING;
            }
            if (life.over()) {
                return Outcome.OVER;
            }
            Signal<M> signal = mailbox.pollSignal();
            if (signal != null) {
                on(signal);
            } else if (life.running()) {
                Object mail = next();
                if (mail == null) {
                    return Outcome.RESTING;
                }
                if (worker != null) {
                    worker.release();
                }
                handle(mail);
                linger = worker == null;
            } else if (!life.restartIfDue()) {
                return Outcome.RESTING;
            }
            runtime.step();
        }
        return Outcome.SHARED;
    }

    private @Nullable Object next() {
        Deque<Object> first = front;
        if (first != null) {
            Object mail = first.poll();
            if (mail != null) {
                return mail;
            }
            front = null;
        }
        return mailbox.poll(++turn);
    }

    /** For mail that goes before the mailbox, in the order given. */
    void handleFirst(Collection<Object> mails) {
        Deque<Object> fresh = new ArrayDeque<>(mails);
        if (front != null) {
            fresh.addAll(front);
        }
        front = fresh;
    }

    /** What would be handled before the mailbox, taken out. */
    Collection<Object> takeFirst() {
        Collection<Object> left = front == null ? List.of() : front;
        front = null;
        return left;
    }

    /** Runs {@code work}, which waits if the actor has children, on a thread that may wait. Nothing may follow this call. */
    void whereMayWait(boolean waits, Runnable work) {
        if (waits && !mayWait && cell.mustNotWait()) {
            waitingWork = work;
        } else {
            work.run();
        }
    }

    private void on(Signal<M> signal) {
        switch (signal) {
            case Signal.Stop<M> stop -> {
                // A forced stop interrupts; the hooks that follow get their own time until the next interruption.
                Thread.interrupted();
                life.end(Optional.empty(), false);
            }
            case Signal.Pause<M> pause -> life.pause();
            case Signal.Resume<M> resume -> life.resume();
            case Signal.RestartDue<M> due -> life.restartIsDue();
            case Signal.Restart<M>(Failure cause, int restarts) -> life.restartAsked(cause, restarts);
            case Signal.ChildEnded<M>(ActorCell<?> child, Terminated how, boolean escalated) ->
                life.childEnded(child, how, escalated);
            case Signal.Overflowed<M>(int capacity) -> life.overflowed(capacity);
            case Signal.Arrived<M> arrived -> {
                if (!life.holds(arrived)) {
                    open(arrived);
                }
            }
        }
    }

    private void open(Signal.Arrived<M> arrived) {
        if (!life.isCurrent(arrived.addressee())) {
            return;
        }
        Optional<M> message;
        try {
            message = arrived.content().call();
        } catch (Throwable thrown) {
            life.fail(Failure.of(thrown), null);
            return;
        }
        message.ifPresent(content -> handle(
                observed
                        ? Parcels.pack(cell, content, cell, SendOptions.PLAIN, null, true)
                        : Parcels.plain(cell, content, cell)));
    }

    private void handle(Object mail) {
        Parcel<?> parcel = mail instanceof Parcel<?> rich ? rich : null;
        if (parcel != null && parcel.expired(runtime.time())) {
            runtime.deadLetter(cell, mail, DeadLetter.Reason.EXPIRED);
            return;
        }
        boolean due = (meter.count() & (ActorMetrics.SAMPLE - 1)) == 0;
        if (due) {
            mailbox.wantStamp();
        }
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
        Object over = failed == null ? mail : enveloped(mail);
        inHand = null;
        idInHand = Envelope.NO_ID;
        trace = null;
        if (timed) {
            measured(parcel, begun, sampled, failed != null);
        }
        if (failed != null) {
            life.fail(Failure.of(failed), over);
        } else if (parcel != null) {
            life.owes(parcel.extras().reply());
        }
    }

    private void take(Object mail, @Nullable Parcel<?> parcel) {
        inHand = mail;
        if (mail instanceof Envelope<?> envelope) {
            idInHand = envelope.id();
            correlationInHand = envelope.correlationId();
            generationInHand = envelope.generation();
            if (parcel != null) {
                trace = parcel.extras().trace();
            }
        }
    }

    private @Nullable Throwable receive(Object mail) {
        Incarnation<M> handler = life.incarnation();
        M message = mail instanceof Envelope<?> ? asEnvelope(mail).message() : asMessage(mail);
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

    /** Ends an actor that was never launched, on the thread that stops it. */
    void endUnlaunched() {
        life.end(Optional.empty(), false);
    }

    private void collapse(Throwable broken) {
        // The runtime itself broke, or the machine did under it. What waits for this actor must not wait for ever.
        LOG.error("{} ends because its runtime failed", cell.path(), broken);
        life.collapse(Failure.of(broken));
    }

    /** The message for another try. */
    Parcel<M> retried(Object envelope) {
        return Parcel.retry(asEnvelope(envelope));
    }

    @SuppressWarnings("unchecked") // Only messages for this actor come into its mailbox.
    private Envelope<M> asEnvelope(Object mail) {
        return (Envelope<M>) mail;
    }

    @SuppressWarnings("unchecked") // As above.
    private M asMessage(Object mail) {
        return (M) mail;
    }
}
