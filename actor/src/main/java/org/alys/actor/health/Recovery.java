package org.alys.actor.health;

import java.util.function.BiConsumer;
import org.alys.actor.ActorRef;
import org.alys.actor.ActorSystem;
import org.alys.actor.supervision.OperationalFailure;
import org.alys.actor.supervisor.SupervisorMessage;

/** What is done about an actor that is unhealthy. None of it waits. */
public sealed interface Recovery {
    /** Nothing; the state says enough. */
    record None() implements Recovery {}

    /** Starts it afresh with its mailbox kept, its message in hand broken off. */
    record Restart(ActorSystem system) implements Recovery {}

    /** As {@link Restart}, but its supervisor does it, which keeps the threshold of a federation alive. */
    record ThroughSupervisor(ActorRef<SupervisorMessage> supervisor) implements Recovery {}

    /** Stops it for good. An actor that is stuck is started afresh first, which breaks off its message in hand. */
    record Stop(ActorSystem system) implements Recovery {}

    /** Its supervisor fails with it, and the supervisor's parent decides. */
    record Escalate(ActorRef<SupervisorMessage> supervisor) implements Recovery {}

    /** Something else. */
    record Custom(BiConsumer<ActorRef<?>, OperationalFailure.HealthCheckFailed> action) implements Recovery {}

    /** Does it. */
    default void act(ActorRef<?> actor, OperationalFailure.HealthCheckFailed cause) {
        String name = actor.path().name();
        switch (this) {
            case None() -> {}
            case Restart(ActorSystem system) -> system.restart(actor, cause, true);
            case ThroughSupervisor(ActorRef<SupervisorMessage> supervisor) ->
                supervisor.tell(new SupervisorMessage.RecoverChild(name, cause));
            case Stop(ActorSystem system) -> {
                system.restart(actor, cause, true);
                stop(system, actor);
            }
            case Escalate(ActorRef<SupervisorMessage> supervisor) ->
                supervisor.tell(new SupervisorMessage.EscalateChild(name, cause));
            case Custom(var action) -> action.accept(actor, cause);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // Its end is seen by its watchers.
    private static void stop(ActorSystem system, ActorRef<?> actor) {
        system.stop(actor);
    }

    /** The actions of a monitor: one thing to recover, another to escalate. */
    static HealthMonitor.Actions actions(Recovery recovery, Recovery escalation) {
        return new HealthMonitor.Actions() {
            @Override
            public void recover(ActorRef<?> actor, OperationalFailure.HealthCheckFailed cause) {
                recovery.act(actor, cause);
            }

            @Override
            public void escalate(ActorRef<?> actor, OperationalFailure.HealthCheckFailed cause) {
                escalation.act(actor, cause);
            }
        };
    }
}
