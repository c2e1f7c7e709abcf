package org.alys.actor.supervisor;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.alys.actor.Actor;
import org.alys.actor.ActorContext;
import org.alys.actor.ActorFactory;
import org.alys.actor.supervision.Failure;

/**
 * One life of a child that tells its supervisor when it runs and when it fails, and otherwise is what it was.
 *
 * @param up told that it runs, and how to see whether it has failed since
 * @param over whether it has
 */
record ReportingActor<M>(Actor<M> actor, Consumer<Failure> report, Consumer<BooleanSupplier> up, AtomicBoolean over)
        implements Actor<M> {

    static <M> ActorFactory<M> around(ActorFactory<M> factory, Consumer<Failure> report, Consumer<BooleanSupplier> up) {
        return () -> {
            try {
                return new ReportingActor<>(factory.create(), report, up, new AtomicBoolean());
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
        up.accept(over::get);
    }

    @Override
    public void restarted(Failure cause, ActorContext<M> context) throws Exception {
        actor.restarted(cause, context);
        up.accept(over::get);
    }

    @Override
    public void failed(Failure cause, ActorContext<M> context) throws Exception {
        over.set(true);
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
