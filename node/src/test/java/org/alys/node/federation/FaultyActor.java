package org.alys.node.federation;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.alys.actor.Actor;
import org.alys.actor.ActorContext;
import org.alys.actor.supervision.Failure;
import org.alys.node.wiring.NodeActor;

/** An actor of the node that breaks over its next messages when a test says so, and otherwise is what it was. */
record FaultyActor<M>(Actor<M> actor, AtomicInteger faults) implements Actor<M> {

    /** Which actors of a member are to break, and over how many messages. */
    static final class Faults {
        private final Map<String, AtomicInteger> byName = new ConcurrentHashMap<>();

        /** Breaks {@code name} over its next {@code messages}. */
        void strike(String name, int messages) {
            of(name).set(messages);
        }

        /** Whether a strike is not used up yet. */
        boolean pending(String name) {
            return of(name).get() > 0;
        }

        private AtomicInteger of(String name) {
            return byName.computeIfAbsent(name, fresh -> new AtomicInteger());
        }

        /** The same actor of the tree, in reach of strikes. */
        <M> NodeActor<M> around(NodeActor<M> actor) {
            AtomicInteger faults = of(actor.name());
            return new NodeActor<>(
                    actor.domain(),
                    actor.name(),
                    actor.type(),
                    () -> new FaultyActor<>(actor.factory().create(), faults),
                    actor.ping(),
                    actor.priority(),
                    actor.tags(),
                    actor.dependsOn(),
                    actor.restart(),
                    actor.mailbox());
        }
    }

    @Override
    public void receive(M message, ActorContext<M> context) throws Exception {
        if (faults.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IllegalStateException("struck by the test");
        }
        actor.receive(message, context);
    }

    @Override
    public void started(ActorContext<M> context) throws Exception {
        actor.started(context);
    }

    @Override
    public void restarted(Failure cause, ActorContext<M> context) throws Exception {
        actor.restarted(cause, context);
    }

    @Override
    public void failed(Failure cause, ActorContext<M> context) throws Exception {
        actor.failed(cause, context);
    }

    @Override
    public void stopping(ActorContext<M> context) throws Exception {
        actor.stopping(context);
    }
}
