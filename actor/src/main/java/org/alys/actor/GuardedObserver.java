package org.alys.actor;

import org.alys.actor.supervision.Decision;
import org.alys.actor.supervision.Failure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what an observer throws away from the actors it watches: errors too, since it is called in the middle of their beginning
 * and their end.
 */
record GuardedObserver(ActorObserver observer) implements ActorObserver {
    private static final Logger LOG = LoggerFactory.getLogger(GuardedObserver.class);

    @Override
    public void started(ActorPath actor) {
        guard(() -> observer.started(actor));
    }

    @Override
    public void handled(ActorPath actor, long queuedNanos, long handlingNanos) {
        try {
            observer.handled(actor, queuedNanos, handlingNanos);
        } catch (Throwable e) {
            log(e);
        }
    }

    @Override
    public void failed(ActorPath actor, Failure failure, Decision decision) {
        guard(() -> observer.failed(actor, failure, decision));
    }

    @Override
    public void hookFailed(ActorPath actor, Failure failure) {
        guard(() -> observer.hookFailed(actor, failure));
    }

    @Override
    public void restarted(ActorPath actor, int restarts) {
        guard(() -> observer.restarted(actor, restarts));
    }

    @Override
    public void stopped(Terminated terminated) {
        guard(() -> observer.stopped(terminated));
    }

    @Override
    public void deadLetter(DeadLetter letter) {
        guard(() -> observer.deadLetter(letter));
    }

    @Override
    public void mailboxDepth(ActorPath actor, int depth) {
        guard(() -> observer.mailboxDepth(actor, depth));
    }

    @Override
    public void traced(HandledSpan span) {
        guard(() -> observer.traced(span));
    }

    @Override
    public void flow(ActorPath actor, FlowState state) {
        guard(() -> observer.flow(actor, state));
    }

    private static void guard(Runnable call) {
        try {
            call.run();
        } catch (Throwable e) {
            log(e);
        }
    }

    private static void log(Throwable e) {
        LOG.error("actor observer failed", e);
    }
}
