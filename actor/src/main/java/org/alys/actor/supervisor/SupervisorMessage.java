package org.alys.actor.supervisor;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.alys.actor.ActorPath;
import org.alys.actor.ActorRef;
import org.alys.actor.LifecycleState;
import org.alys.actor.Priority;
import org.alys.actor.Reply;
import org.alys.actor.Terminated;
import org.alys.actor.supervision.Failure;

/** What a {@link Supervisor} understands. */
public sealed interface SupervisorMessage {

    /**
     * Starts one more child, the youngest; the answer is its address. Fails if the name is malformed or taken, also by one that
     * still stops, or if the options name dependencies.
     */
    record AddChild(ChildSpec<?> child, Reply<ActorRef<?>> reply) implements SupervisorMessage {}

    /** Stops a child for good and forgets it; the answer is whether there was one that had not ended. */
    record RemoveChild(String name, Reply<Boolean> reply) implements SupervisorMessage {}

    /**
     * Starts a child afresh, its mailbox kept; the answer is whether there is one. With a {@link FederationRule} the answer
     * comes when the restart begins, or fails with a {@link ThresholdHeldException} if it would have to wait too long.
     */
    record RestartChild(String name, String reason, Reply<Boolean> reply) implements SupervisorMessage {}

    /** As {@link RestartChild} for one that is unhealthy: its message in hand is broken off. */
    record RecoverChild(String name, Failure cause) implements SupervisorMessage {}

    /** A child is beyond help: the supervisor fails with it. */
    record EscalateChild(String name, Failure cause) implements SupervisorMessage {}

    /** From a health monitor: whether a child counts as healthy while it runs. */
    record ReportHealth(String name, boolean well) implements SupervisorMessage {}

    /** The address of a child that has not ended. */
    record Find(String name, Reply<Optional<ActorRef<?>>> reply) implements SupervisorMessage {}

    record GetStatus(Reply<Status> reply) implements SupervisorMessage {}

    record GetMetrics(Reply<SupervisionMetrics> reply) implements SupervisorMessage {}

    /**
     * Stops every child and takes no more, also after a restart; for emergencies. The supervisor stays to answer questions.
     */
    record Halt(String reason) implements SupervisorMessage {}

    /** From a child: it failed. The mark tells it from another child of this name. */
    record ChildFailed(String name, Object mark, Failure failure) implements SupervisorMessage {}

    /** From a child: it goes down because it was told to. The mark is as above. */
    record ChildDown(String name, Object mark) implements SupervisorMessage {}

    /** From a child: it runs, for the first time or again; {@code over} if it has failed since. The mark is as above. */
    record ChildUp(String name, Object mark, BooleanSupplier over) implements SupervisorMessage {}

    /** A child that runs reduced has been healthy for long enough. The mark is as above. */
    record Restore(String name, Object mark) implements SupervisorMessage {}

    /** A restart has waited as long as it may. */
    record GiveUp(String name) implements SupervisorMessage {}

    /** From a watch: a child is over. The mark is as above. */
    record ChildEnded(String name, Object mark, Terminated how) implements SupervisorMessage {}

    /**
     * A supervisor at one moment.
     *
     * @param path the supervisor
     * @param children in start order, with those that have ended
     * @param failures failures of children since this incarnation began
     * @param groupRestarts how often others were started again because one failed
     * @param halted why it was halted, if it was
     */
    record Status(
            ActorPath path, List<ChildStatus> children, long failures, long groupRestarts, Optional<String> halted) {
        public Status {
            children = List.copyOf(children);
        }

        /** Whether every child is running. */
        public boolean healthy() {
            return halted.isEmpty() && children.stream().allMatch(child -> child.state() == LifecycleState.RUNNING);
        }
    }

    /** A child at one moment; {@code lastFailure} is since this incarnation of the supervisor. */
    record ChildStatus(
            String name, LifecycleState state, Priority priority, long failures, Optional<Failure> lastFailure) {}
}
