package org.alys.actor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alys.actor.supervision.Decision;
import org.alys.actor.supervision.Failure;
import org.alys.actor.supervision.RestartHistory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How one actor begins, fails, is started again and ends: carries supervision decisions out. Used by {@link ActorLoop} on
 * the actor's thread.
 */
final class ActorLife<M> {
    private static final Logger LOG = LoggerFactory.getLogger(ActorLife.class);
    private static final Cancellable NOTHING = () -> {};

    private final ActorCell<M> cell;
    private final ActorLoop<M> loop;
    private final ActorRuntime runtime;
    private final ActorFactory<M> factory;
    private final Children children;
    private final OwedReplies owed = new OwedReplies();
    private RestartHistory history = RestartHistory.EMPTY;
    private @Nullable Failure lastFailure;
    private Cancellable backoff = NOTHING;
    private Instant failedAt = Instant.EPOCH;
    private boolean restartDue;
    /** What came from timers, watches and background work while the actor was paused. */
    private @Nullable List<Signal.Arrived<M>> held;

    private volatile int restarts;

    ActorLife(ActorCell<M> cell, ActorLoop<M> loop, ActorFactory<M> factory) {
        this.cell = cell;
        this.loop = loop;
        this.runtime = cell.runtime();
        this.factory = factory;
        this.children = new Children(cell);
    }

    int restarts() {
        return restarts;
    }

    /** After a request was handled without an answer so far. */
    void owes(PendingReply<?> reply) {
        owed.add(reply);
    }

    /** Begins, with the first activation. */
    void begin() {
        loop.moveTo(LifecycleState.STARTING);
        incarnate();
    }

    void pause() {
        if (loop.running()) {
            loop.moveTo(LifecycleState.PAUSED);
            runHook(actor -> actor.actor().paused(actor));
        }
    }

    void resume() {
        if (loop.is(LifecycleState.PAUSED)) {
            loop.moveTo(LifecycleState.RUNNING);
            runHook(actor -> actor.actor().resumed(actor));
            List<Signal.Arrived<M>> waited = held;
            held = null;
            if (waited != null) {
                waited.forEach(arrived -> {
                    loop.calm();
                    loop.open(arrived);
                });
            }
        }
    }

    /** Keeps it for later if the actor is paused; false if it is not. */
    boolean holds(Signal.Arrived<M> arrived) {
        if (!loop.is(LifecycleState.PAUSED)) {
            return false;
        }
        List<Signal.Arrived<M>> waiting = held == null ? new ArrayList<>() : held;
        waiting.add(arrived);
        held = waiting;
        return true;
    }

    void restartIsDue() {
        if (!loop.is(LifecycleState.RESTARTING)) {
            return;
        }
        Instant now = runtime.time().now();
        Duration more = cell.options().supervision().guidance().hold(cell.path().value(), failedAt, now);
        if (more.isPositive()) {
            awaitRestart(more);
        } else {
            restartDue = true;
        }
    }

    private void awaitRestart(Duration delay) {
        backoff = runtime.scheduler().schedule(delay, () -> cell.signal(new Signal.RestartDue<>()));
    }

    /** False if it is not due. */
    boolean restartIfDue() {
        if (!restartDue) {
            return false;
        }
        restartDue = false;
        incarnate();
        return true;
    }

    /** Makes a fresh incarnation and runs it; the state is STARTING or RESTARTING. */
    private void incarnate() {
        Failure cause = lastFailure;
        try {
            loop.beginHook();
            try {
                begin(cause);
            } finally {
                loop.endHook();
            }
        } catch (Throwable thrown) {
            fail(Failure.of(thrown), null);
            return;
        }
        loop.moveTo(LifecycleState.RUNNING);
        if (cause != null) {
            runtime.observer().restarted(cell.path(), restarts);
            record(cause);
        } else {
            runtime.observer().started(cell.path());
        }
        cell.ready().complete(true);
    }

    private void begin(@Nullable Failure cause) throws Exception {
        Interference interference = runtime.interference();
        if (interference != null) {
            interference.starting(cell.path());
        }
        Incarnation<M> fresh = new Incarnation<>(cell, factory.create(), children);
        loop.handleWith(fresh);
        if (cause != null) {
            fresh.actor().restarted(cause, fresh);
        } else {
            fresh.actor().started(fresh);
        }
    }

    private void record(Failure cause) {
        MessageEvents.Restarted event = new MessageEvents.Restarted();
        if (event.shouldCommit()) {
            event.actor = cell.path().value();
            event.cause = cause.describe();
            event.restarts = restarts;
            event.commit();
        }
    }

    void childEnded(ActorCell<?> child, Terminated how, boolean escalated) {
        // A child that was stopped from here, before a restart, has been taken off the list already.
        if (children.remove(child) && escalated && how.failure().isPresent()) {
            fail(new Failure.ChildEscalated(child.path().value(), how.failure().get()), null);
        }
    }

    void overflowed(int capacity) {
        cell.overflowSeen();
        if (loop.running()) {
            IllegalStateException cause = new IllegalStateException("the mailbox of " + cell.path() + " overflowed");
            fail(new Failure.MailboxOverflow(cell.path().value(), capacity, cause), null);
        }
    }

    /** The failure pipeline: decide, count, report, clean up, act. Nothing may follow this call. */
    void fail(Failure failure, @Nullable Envelope<M> over) {
        // An ask that was interrupted leaves the flag set; what follows must not trip over it.
        loop.calm();
        loop.moveTo(LifecycleState.FAILED);
        Instant now = runtime.time().now();
        Decision decision = cell.forced()
                ? new Decision.Abandon(failure)
                : cell.options().supervision().decide(cell.path().value(), failure, history, now, runtime.random());
        if (restarts(decision)) {
            Duration delay = decision instanceof Decision.Delayed(Duration wait) ? wait : Duration.ZERO;
            history = history.restarting(cell.options().supervision().window(), now, delay);
        }
        carryOut(decision, failure, over);
    }

    /** A restart that was asked for: at once, and not counted against the limit of the policy. */
    void restartAsked(Failure cause, int restartsThen) {
        boolean lives = loop.running() || loop.is(LifecycleState.PAUSED);
        if (lives && restarts == restartsThen) {
            loop.moveTo(LifecycleState.FAILED);
            carryOut(new Decision.Immediate(), cause, null);
        }
    }

    private void carryOut(Decision decision, Failure failure, @Nullable Envelope<M> over) {
        report(failure, decision);
        settle(over, failure, decision);
        runHook(actor -> actor.actor().failed(failure, actor));
        discardIncarnation();
        loop.whereMayWait(!children.isEmpty(), () -> {
            children.stopAll();
            owed.failAll(new AskFailure.HandlerFailed(cell.path(), failure));
            switch (decision) {
                case Decision.Immediate() -> restartAfter(Duration.ZERO, failure);
                case Decision.Delayed(Duration delay) -> restartAfter(delay, failure);
                case Decision.Escalate(Failure reason) -> end(Optional.of(reason), true);
                case Decision.Abandon(Failure reason) -> end(Optional.of(reason), false);
            }
        });
    }

    private void report(Failure failure, Decision decision) {
        log(() -> log(failure, decision));
        runtime.observer().failed(cell.path(), failure, decision);
        if (failure.fatal()) {
            runtime.guardian().fatal(cell.path(), failure);
        }
    }

    /** What a throwable of the user says of itself is code of the user: that it cannot be logged changes nothing. */
    private void log(Runnable entry) {
        try {
            entry.run();
        } catch (RuntimeException | StackOverflowError unreadable) {
            LOG.warn(
                    "{} failed, over what cannot be logged: {}",
                    cell.path(),
                    unreadable.getClass().getName());
        }
    }

    private void log(Failure failure, Decision decision) {
        Throwable cause = failure.cause().orElse(null);
        switch (decision) {
            case Decision.Immediate() -> LOG.warn("{} failed, restarts now", cell.path(), cause);
            case Decision.Delayed(Duration delay) -> LOG.warn("{} failed, restarts in {}", cell.path(), delay, cause);
            case Decision.Escalate(Failure reason) ->
                LOG.error("{} failed and escalates: {}", cell.path(), reason.describe(), cause);
            case Decision.Abandon(Failure reason) ->
                LOG.error("{} failed and ends: {}", cell.path(), reason.describe(), cause);
        }
    }

    /** Drops the message the actor failed over, or keeps it for another try if its options and the decision allow one. */
    private void settle(@Nullable Envelope<M> over, Failure failure, Decision decision) {
        if (over == null) {
            return;
        }
        Envelope<M> retry = Parcel.retry(over);
        if (restarts(decision) && retry.attempt() - 1 <= cell.options().redeliveries()) {
            loop.handleFirst(List.of(retry));
            return;
        }
        cell.refuse(over, DeadLetter.Reason.HANDLER_FAILED, new AskFailure.HandlerFailed(cell.path(), failure));
    }

    private static boolean restarts(Decision decision) {
        return switch (decision) {
            case Decision.Immediate() -> true;
            case Decision.Delayed(Duration delay) -> true;
            case Decision.Escalate(Failure reason) -> false;
            case Decision.Abandon(Failure reason) -> false;
        };
    }

    private void restartAfter(Duration delay, Failure failure) {
        lastFailure = failure;
        int before = restarts;
        restarts = before + 1;
        loop.moveTo(LifecycleState.RESTARTING);
        if (delay.isZero()) {
            restartDue = true;
        } else {
            failedAt = runtime.time().now();
            awaitRestart(delay);
        }
    }

    /** Nothing may follow this call. */
    void end(Optional<Failure> failure, boolean escalated) {
        loop.moveTo(LifecycleState.STOPPING);
        backoff.cancel();
        cell.closeMailbox();
        loop.whereMayWait(!children.isEmpty(), () -> {
            children.stopAll();
            runHook(actor -> actor.actor().stopping(actor));
            discardIncarnation();
            // The hook may have started a child or work to help with its farewell.
            loop.whereMayWait(!children.isEmpty() || cell.worksInBackground(), () -> {
                children.stopAll();
                refuseTheRest();
                cell.awaitWork();
                finish(new Terminated(cell.path(), failure), escalated);
            });
        });
    }

    private void refuseTheRest() {
        loop.takeFirst().forEach(cell::unhandled);
        owed.failAll(new AskFailure.ActorStopped(cell.path()));
    }

    private void finish(Terminated how, boolean escalated) {
        refuseTheRest();
        loop.moveTo(LifecycleState.STOPPED);
        cell.mailbox().dropSignals();
        runtime.unregister(cell);
        runtime.observer().stopped(how);
        cell.watchers().fire(how);
        cell.parent().childEnded(cell, how, escalated);
        cell.ready().complete(false);
        cell.terminated().complete(how);
    }

    void collapse(Failure failure) {
        if (loop.state().canMoveTo(LifecycleState.STOPPING)) {
            loop.moveTo(LifecycleState.STOPPING);
        }
        runtime.guardian().fatal(cell.path(), failure);
        cell.closeMailbox();
        discardIncarnation();
        if (loop.state().canMoveTo(LifecycleState.STOPPED)) {
            finish(new Terminated(cell.path(), Optional.of(failure)), true);
        }
    }

    private void discardIncarnation() {
        Incarnation<M> old = loop.incarnation();
        loop.handleWith(null);
        held = null;
        if (old != null) {
            loop.handleFirst(new ArrayList<>(old.release()));
        }
    }

    private interface Hook<M> {
        void run(Incarnation<M> actor) throws Exception;
    }

    private void runHook(Hook<M> hook) {
        Incarnation<M> current = loop.incarnation();
        if (current == null) {
            return;
        }
        try {
            loop.beginHook();
            try {
                hook.run(current);
            } finally {
                loop.endHook();
            }
        } catch (Throwable thrown) {
            Failure failure = Failure.of(thrown);
            log(() -> LOG.warn("a hook of {} failed", cell.path(), thrown));
            runtime.observer().hookFailed(cell.path(), failure);
            if (failure.fatal()) {
                runtime.guardian().fatal(cell.path(), failure);
            }
        }
    }
}
