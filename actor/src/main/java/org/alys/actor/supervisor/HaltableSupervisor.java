package org.alys.actor.supervisor;

import java.util.Optional;
import java.util.function.Consumer;
import org.alys.actor.Actor;
import org.alys.actor.ActorContext;
import org.alys.actor.ActorPath;
import org.alys.actor.supervision.Failure;
import org.jspecify.annotations.Nullable;

/** One life of a supervisor that obeys an {@link EmergencyHalt}, and otherwise is what it was. */
final class HaltableSupervisor implements Actor<SupervisorMessage> {
    private final Actor<SupervisorMessage> supervisor;
    private final EmergencyHalt halt;
    private @Nullable ActorPath path;
    private Consumer<SupervisorMessage> lane = message -> {};
    private volatile boolean halted;

    HaltableSupervisor(Actor<SupervisorMessage> supervisor, EmergencyHalt halt) {
        this.supervisor = supervisor;
        this.halt = halt;
    }

    /** Any thread, once it has begun. */
    ActorPath path() {
        ActorPath known = path;
        if (known == null) {
            throw new IllegalStateException("this supervisor has not begun");
        }
        return known;
    }

    /** Any thread, once it has begun: orders the halt. A life that is over does not hear it; the next asks. */
    void halt(String reason) {
        lane.accept(new SupervisorMessage.Halt(reason));
    }

    boolean halted() {
        return halted;
    }

    @Override
    public void started(ActorContext<SupervisorMessage> context) throws Exception {
        begin(context);
        supervisor.started(context);
    }

    @Override
    public void restarted(Failure cause, ActorContext<SupervisorMessage> context) throws Exception {
        begin(context);
        supervisor.restarted(cause, context);
    }

    private void begin(ActorContext<SupervisorMessage> context) throws Exception {
        path = context.path();
        lane = context.controlLane();
        Optional<String> reason = halt.began(this);
        if (reason.isPresent()) {
            receive(new SupervisorMessage.Halt(reason.get()), context);
        }
    }

    @Override
    public void receive(SupervisorMessage message, ActorContext<SupervisorMessage> context) throws Exception {
        supervisor.receive(message, context);
        if (message instanceof SupervisorMessage.Halt) {
            halted = true;
        }
    }

    @Override
    public void failed(Failure cause, ActorContext<SupervisorMessage> context) throws Exception {
        halt.ended(this);
        supervisor.failed(cause, context);
    }

    @Override
    public void paused(ActorContext<SupervisorMessage> context) throws Exception {
        supervisor.paused(context);
    }

    @Override
    public void resumed(ActorContext<SupervisorMessage> context) throws Exception {
        supervisor.resumed(context);
    }

    @Override
    public void stopping(ActorContext<SupervisorMessage> context) throws Exception {
        halt.ended(this);
        supervisor.stopping(context);
    }
}
