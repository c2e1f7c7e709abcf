package org.alys.actor;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.alys.actor.supervision.Decision;
import org.alys.actor.supervision.Failure;
import org.alys.actor.supervision.RestartHistory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The inside of one actor: takes signals and messages, runs the handler, and carries supervision decisions out. Everything
 * here happens on the actor's own virtual thread, for which it parks when there is nothing to do. One lasting thread was
 * chosen over one activation per batch: a handler can then block, be interrupted and show up in a thread dump under its
 * name; waking it costs one unpark, no more than submitting a task; and no hand-over between threads needs proof.
 */
final class ActorLoop<M> implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ActorLoop.class);
    /** Virtual threads are not preempted: an actor that is never idle must let others on the carrier now and then. */
    private static final int MESSAGES_BEFORE_YIELD = 256;

    private final ActorCell<M> cell;
    private final ActorRuntime runtime;
    private final Mailbox<M> mailbox;
    private final Lifecycle lifecycle;
    private final ActorFactory<M> factory;
    private final Children children;
    private final OwedReplies owed = new OwedReplies();
    private RestartHistory history = RestartHistory.EMPTY;
    private Optional<Failure> lastFailure = Optional.empty();
    private Cancellable backoff = () -> {};
    private boolean restartDue;
    private int messagesSinceYield;
    private final AtomicInteger restarts = new AtomicInteger();
    private @Nullable Incarnation<M> incarnation;
    private @Nullable Envelope<M> inHand;
    private @Nullable Envelope<M> redelivery;

    ActorLoop(ActorCell<M> cell, ActorFactory<M> factory) {
        this.cell = cell;
        this.runtime = cell.runtime();
        this.mailbox = cell.mailbox();
        this.lifecycle = cell.lifecycle();
        this.factory = factory;
        this.children = new Children(cell);
    }

    int restarts() {
        return restarts.get();
    }

    /** The message being handled, for the actor's thread. */
    @Nullable
    Envelope<M> inHand() {
        return inHand;
    }

    @Override
    public void run() {
        try {
            lifecycle.moveTo(LifecycleState.STARTING);
            incarnate();
            while (!lifecycle.is(LifecycleState.STOPPED)) {
                step();
            }
        } catch (Throwable broken) {
            // The runtime itself broke, or the machine did under it. What waits for this actor must not wait for ever.
            LOG.error("{} ends because its runtime failed", cell.path(), broken);
            collapse(Failure.of(broken));
        }
    }

    private void step() {
        Signal<M> signal = mailbox.pollSignal();
        if (signal != null) {
            on(signal);
        } else if (!lifecycle.is(LifecycleState.RUNNING)) {
            if (restartDue) {
                restartDue = false;
                incarnate();
            } else {
                mailbox.await(true);
            }
        } else {
            handleNext();
        }
    }

    private void handleNext() {
        Envelope<M> envelope = redelivery == null ? mailbox.poll() : redelivery;
        redelivery = null;
        if (envelope == null) {
            messagesSinceYield = 0;
            runtime.observer().mailboxDepth(cell.path(), 0);
            mailbox.await(false);
            return;
        }
        handle(envelope);
        if (++messagesSinceYield == MESSAGES_BEFORE_YIELD) {
            messagesSinceYield = 0;
            if (runtime.observed()) {
                runtime.observer().mailboxDepth(cell.path(), mailbox.depth());
            }
            letOthersRun();
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // For fairness between actors; nothing relies on it for correctness.
    private static void letOthersRun() {
        Thread.yield();
    }

    private void on(Signal<M> signal) {
        switch (signal) {
            case Signal.Stop<M> stop -> {
                // A forced stop interrupts; the hooks that follow get their own time until the next interruption.
                Thread.interrupted();
                end(Optional.empty(), false);
            }
            case Signal.RestartDue<M> due -> restartDue = true;
            case Signal.ChildEnded<M>(ActorCell<?> child, Terminated how, boolean escalated) -> {
                // A child that was stopped from here, before a restart, has been taken off the list already.
                if (children.remove(child) && escalated) {
                    how.failure()
                            .ifPresent(reason ->
                                    fail(new Failure.ChildEscalated(child.path().value(), reason), null));
                }
            }
            case Signal.Arrived<M> arrived -> open(arrived);
        }
    }

    private void open(Signal.Arrived<M> arrived) {
        if (arrived.addressee() != incarnation) {
            return;
        }
        Optional<M> message;
        try {
            message = arrived.content().call();
        } catch (Throwable thrown) {
            fail(Failure.of(thrown), null);
            return;
        }
        message.ifPresent(content -> handle(cell.envelope(content, cell, null, null)));
    }

    private void handle(Envelope<M> envelope) {
        Incarnation<M> handler = incarnation;
        if (handler == null) {
            throw new IllegalStateException(cell.path() + " handles messages without an incarnation");
        }
        if (envelope.expired(runtime.time())) {
            runtime.deadLetter(cell.path(), envelope, DeadLetter.Reason.EXPIRED);
            return;
        }
        long begun = runtime.observed() ? runtime.time().nanos() : 0;
        inHand = envelope;
        try {
            handler.receive(envelope);
        } catch (Throwable thrown) {
            inHand = null;
            fail(Failure.of(thrown), envelope);
            return;
        }
        inHand = null;
        PendingReply<?> reply = envelope.reply();
        if (reply != null && !reply.isOver()) {
            owed.add(reply);
        }
        if (runtime.observed()) {
            long handled = runtime.time().nanos() - begun;
            runtime.observer().handled(cell.path(), begun - envelope.enqueuedNanos(), handled);
        }
    }

    /** Makes a fresh incarnation and runs it; the state is STARTING or RESTARTING. */
    private void incarnate() {
        Optional<Failure> cause = lastFailure;
        try {
            Incarnation<M> fresh = new Incarnation<>(cell, factory.create(), children);
            incarnation = fresh;
            if (cause.isPresent()) {
                fresh.actor().restarted(cause.get(), fresh);
            } else {
                fresh.actor().started(fresh);
            }
        } catch (Throwable thrown) {
            fail(Failure.of(thrown), null);
            return;
        }
        lifecycle.moveTo(LifecycleState.RUNNING);
        if (cause.isPresent()) {
            runtime.observer().restarted(cell.path(), restarts.get());
        } else {
            runtime.observer().started(cell.path());
        }
        cell.ready().complete(true);
    }

    /** The failure pipeline: decide, report, clean up, act. */
    private void fail(Failure failure, @Nullable Envelope<M> over) {
        // An ask that was interrupted leaves the flag set; what follows must not trip over it.
        Thread.interrupted();
        lifecycle.moveTo(LifecycleState.FAILED);
        Instant now = runtime.time().now();
        Decision decision = cell.forced()
                ? new Decision.Abandon(failure)
                : cell.options().supervision().decide(failure, history, now, runtime.random());
        report(failure, decision);
        settle(over, failure, decision);
        runHook(actor -> actor.actor().failed(failure, actor));
        discardIncarnation();
        children.stopAll();
        owed.failAll(new AskFailure.HandlerFailed(cell.path(), failure));
        switch (decision) {
            case Decision.Immediate() -> restartAfter(Duration.ZERO, failure, now);
            case Decision.Delayed(Duration delay) -> restartAfter(delay, failure, now);
            case Decision.Escalate(Failure reason) -> end(Optional.of(reason), true);
            case Decision.Abandon(Failure reason) -> end(Optional.of(reason), false);
        }
    }

    private void report(Failure failure, Decision decision) {
        Throwable cause = failure.cause().orElse(null);
        switch (decision) {
            case Decision.Immediate() -> LOG.warn("{} failed, restarts now", cell.path(), cause);
            case Decision.Delayed(Duration delay) -> LOG.warn("{} failed, restarts in {}", cell.path(), delay, cause);
            case Decision.Escalate(Failure reason) ->
                LOG.error("{} failed and escalates: {}", cell.path(), reason.describe(), cause);
            case Decision.Abandon(Failure reason) ->
                LOG.error("{} failed and ends: {}", cell.path(), reason.describe(), cause);
        }
        runtime.observer().failed(cell.path(), failure, decision);
        if (failure.fatal()) {
            runtime.guardian().fatal(cell.path(), failure);
        }
    }

    /** Drops the message the actor failed over, or keeps it for another try if its options and the decision allow one. */
    private void settle(@Nullable Envelope<M> over, Failure failure, Decision decision) {
        if (over == null) {
            return;
        }
        boolean comesBack = switch (decision) {
            case Decision.Immediate() -> true;
            case Decision.Delayed(Duration delay) -> true;
            case Decision.Escalate(Failure reason) -> false;
            case Decision.Abandon(Failure reason) -> false;
        };
        if (comesBack && over.attempt() <= cell.options().redeliveries()) {
            redelivery = over.retry();
            return;
        }
        runtime.deadLetter(cell.path(), over, DeadLetter.Reason.HANDLER_FAILED);
        PendingReply<?> reply = over.reply();
        if (reply != null) {
            reply.fail(new AskFailure.HandlerFailed(cell.path(), failure));
        }
    }

    private void restartAfter(Duration delay, Failure failure, Instant now) {
        history = history.restarting(cell.options().supervision().window(), now, delay);
        lastFailure = Optional.of(failure);
        restarts.incrementAndGet();
        lifecycle.moveTo(LifecycleState.RESTARTING);
        if (delay.isZero()) {
            restartDue = true;
        } else {
            backoff = runtime.scheduler().schedule(delay, () -> mailbox.signal(new Signal.RestartDue<>()));
        }
    }

    /** Ends an actor whose thread was never started, on the thread that stops it. */
    void endUnlaunched() {
        end(Optional.empty(), false);
    }

    private void end(Optional<Failure> failure, boolean escalated) {
        lifecycle.moveTo(LifecycleState.STOPPING);
        backoff.cancel();
        cell.closeMailbox();
        children.stopAll();
        runHook(actor -> actor.actor().stopping(actor));
        discardIncarnation();
        // The hook may have started a child to help with its farewell.
        children.stopAll();
        finish(new Terminated(cell.path(), failure), escalated);
    }

    private void finish(Terminated how, boolean escalated) {
        Envelope<M> left = redelivery;
        redelivery = null;
        if (left != null) {
            cell.unhandled(left);
        }
        owed.failAll(new AskFailure.ActorStopped(cell.path()));
        lifecycle.moveTo(LifecycleState.STOPPED);
        runtime.unregister(cell);
        runtime.observer().stopped(how);
        cell.watchers().fire(how);
        cell.parent().childEnded(cell, how, escalated);
        cell.ready().complete(false);
        cell.terminated().complete(how);
    }

    private void collapse(Failure failure) {
        if (lifecycle.state().canMoveTo(LifecycleState.STOPPING)) {
            lifecycle.moveTo(LifecycleState.STOPPING);
        }
        runtime.guardian().fatal(cell.path(), failure);
        cell.closeMailbox();
        discardIncarnation();
        if (lifecycle.state().canMoveTo(LifecycleState.STOPPED)) {
            finish(new Terminated(cell.path(), Optional.of(failure)), true);
        }
    }

    private void discardIncarnation() {
        Incarnation<M> old = incarnation;
        incarnation = null;
        if (old != null) {
            old.release();
        }
    }

    private interface Hook<M> {
        void run(Incarnation<M> actor) throws Exception;
    }

    private void runHook(Hook<M> hook) {
        Incarnation<M> current = incarnation;
        if (current == null) {
            return;
        }
        try {
            hook.run(current);
        } catch (Throwable thrown) {
            Thread.interrupted();
            Failure failure = Failure.of(thrown);
            LOG.warn("a hook of {} failed", cell.path(), thrown);
            runtime.observer().hookFailed(cell.path(), failure);
            if (failure.fatal()) {
                runtime.guardian().fatal(cell.path(), failure);
            }
        }
    }
}
