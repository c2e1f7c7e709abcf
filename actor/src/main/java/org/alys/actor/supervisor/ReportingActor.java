package org.alys.actor.supervisor;

import java.util.function.Consumer;
import org.alys.actor.Actor;
import org.alys.actor.ActorContext;
import org.alys.actor.ActorFactory;
import org.alys.actor.supervision.Failure;

/** A child that tells its supervisor when it runs and when it fails, and otherwise is what it was. */
record ReportingActor<M>(Actor<M> actor, Consumer<Failure> report, Runnable up) implements Actor<M> {

    static <M> ActorFactory<M> around(ActorFactory<M> factory, Consumer<Failure> report, Runnable up) {
        return () -> {
            try {
                return new ReportingActor<>(factory.create(), report, up);
            } catch (Exception | Error broken) {
                report.accept(Failure.of(broken));
                throw broken;
            }
        };
    }

    @Override
    public void receive(M message, ActorContext<M> context) throws Exception {
        actor.receive(message, context);
    }

    @Override
    public void started(ActorContext<M> context) throws Exception {
        actor.started(context);
        up.run();
    }

    @Override
    public void restarted(Failure cause, ActorContext<M> context) throws Exception {
        actor.restarted(cause, context);
        up.run();
    }

    @Override
    public void failed(Failure cause, ActorContext<M> context) throws Exception {
        report.accept(cause);
        actor.failed(cause, context);
    }

    @Override
    public void paused(ActorContext<M> context) throws Exception {
        actor.paused(context);
    }

    @Override
    public void resumed(ActorContext<M> context) throws Exception {
        actor.resumed(context);
    }

    @Override
    public void stopping(ActorContext<M> context) throws Exception {
        actor.stopping(context);
    }
}
