package org.alys.actor.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.alys.actor.Actor;
import org.alys.actor.ActorContext;
import org.alys.actor.ActorFactory;
import org.alys.actor.supervision.Failure;

/** Writes down what an actor does with its context while it runs for real. Safe for all threads. */
public final class Effects {
    private final Queue<Effect> seen = new ConcurrentLinkedQueue<>();

    /** The same actor, watched. */
    public <M> ActorFactory<M> of(ActorFactory<M> factory) {
        return () -> new Watched<>(factory.create(), seen);
    }

    /** Everything seen since the last call, in order. */
    public List<Effect> take() {
        List<Effect> taken = new ArrayList<>();
        for (Effect effect = seen.poll(); effect != null; effect = seen.poll()) {
            taken.add(effect);
        }
        return taken;
    }

    private record Watched<M>(Actor<M> actor, Queue<Effect> seen) implements Actor<M> {
        private ActorContext<M> noting(ActorContext<M> context) {
            return new NotingContext<>(context, seen::add);
        }

        @Override
        public void receive(M message, ActorContext<M> context) throws Exception {
            actor.receive(message, noting(context));
        }

        @Override
        public void started(ActorContext<M> context) throws Exception {
            actor.started(noting(context));
        }

        @Override
        public void restarted(Failure cause, ActorContext<M> context) throws Exception {
            actor.restarted(cause, noting(context));
        }

        @Override
        public void failed(Failure cause, ActorContext<M> context) throws Exception {
            actor.failed(cause, noting(context));
        }

        @Override
        public void paused(ActorContext<M> context) throws Exception {
            actor.paused(noting(context));
        }

        @Override
        public void resumed(ActorContext<M> context) throws Exception {
            actor.resumed(noting(context));
        }

        @Override
        public void stopping(ActorContext<M> context) throws Exception {
            actor.stopping(noting(context));
        }
    }
}
