package org.alys.actor.supervisor;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alys.actor.Actor;
import org.alys.actor.ActorContext;
import org.alys.actor.ActorFactory;
import org.alys.actor.ActorRef;
import org.alys.actor.LifecycleState;
import org.alys.actor.Priority;
import org.alys.actor.SendOptions;
import org.alys.actor.Terminated;
import org.alys.actor.supervision.Decision;
import org.alys.actor.supervision.Failure;
import org.alys.actor.supervision.OperationalFailure;
import org.alys.actor.supervision.RestartHistory;
import org.alys.actor.supervision.SupervisionPolicy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Supervises a group of children. Each child restarts by its own policy and keeps its mailbox; by the group's strategy
 * others are started again with it, and keep theirs. Failures of the whole group are limited by the group's policy: beyond
 * it the supervisor itself fails, once, and its parent decides. When the supervisor is restarted it starts every child
 * of its specification anew.
 */
public final class Supervisor implements Actor<SupervisorMessage> {
    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

    private final GroupStrategy strategy;
    private final SupervisionPolicy limit;
    private final List<ChildSpec<?>> initial;
    private final Map<String, Child> children = new LinkedHashMap<>();
    private RestartHistory history = RestartHistory.EMPTY;
    private long failures;
    private long groupRestarts;
    private @Nullable String halted;

    private static final class Child {
        private final ActorRef<?> ref;
        private final Priority priority;
        private long failures;
        private @Nullable Failure lastFailure;

        Child(ActorRef<?> ref, Priority priority) {
            this.ref = ref;
            this.priority = priority;
        }
    }

    private Supervisor(GroupStrategy strategy, SupervisionPolicy limit, List<ChildSpec<?>> initial) {
        this.strategy = strategy;
        this.limit = limit;
        this.initial = initial;
    }

    /**
     * A supervisor of these children, started in this order.
     *
     * @param strategy who is started again with a child that failed
     * @param limit how many failures of the group inside its window are borne; only its limit and window count
     */
    public static ActorFactory<SupervisorMessage> of(
            GroupStrategy strategy, SupervisionPolicy limit, List<ChildSpec<?>> children) {
        List<ChildSpec<?>> copy = List.copyOf(children);
        return () -> new Supervisor(strategy, limit, copy);
    }

    @Override
    public void started(ActorContext<SupervisorMessage> context) {
        initial.forEach(spec -> start(spec, context));
    }

    @Override
    public void receive(SupervisorMessage message, ActorContext<SupervisorMessage> context) {
        switch (message) {
            case SupervisorMessage.AddChild(ChildSpec<?> spec, var reply) -> {
                if (halted != null) {
                    reply.failure(new IllegalStateException("halted: " + halted));
                } else if (living(spec.name()).isPresent()) {
                    reply.failure(new IllegalArgumentException("there is a child " + spec.name() + " already"));
                } else {
                    reply.success(start(spec, context));
                }
            }
            case SupervisorMessage.RemoveChild(String name, var reply) -> {
                Optional<Child> child = living(name);
                child.ifPresent(found -> {
                    children.remove(name);
                    context.stop(found.ref);
                });
                reply.success(child.isPresent());
            }
            case SupervisorMessage.RestartChild(String name, String reason, var reply) -> {
                Optional<Child> child = living(name);
                child.ifPresent(found -> context.restart(found.ref, new OperationalFailure.RestartRequested(reason)));
                reply.success(child.isPresent());
            }
            case SupervisorMessage.Find(String name, var reply) ->
                reply.success(living(name).map(child -> child.ref));
            case SupervisorMessage.GetStatus(var reply) -> reply.success(status(context));
            case SupervisorMessage.Halt(String reason) -> halt(reason, context);
            case SupervisorMessage.ChildFailed(String name, Failure failure) -> childFailed(name, failure, context);
            case SupervisorMessage.ChildEnded(String name, Terminated how) ->
                how.failure()
                        .ifPresent(failure ->
                                LOG.warn("{} goes on without {}: {}", context.path(), name, failure.describe()));
        }
    }

    private <C> ActorRef<C> start(ChildSpec<C> spec, ActorContext<SupervisorMessage> context) {
        ActorRef<SupervisorMessage> self = context.self();
        String name = spec.name();
        ActorFactory<C> reporting = ReportingActor.around(spec.factory(), failure -> {
            if (!followsFromHere(failure)) {
                self.tell(new SupervisorMessage.ChildFailed(name, failure), SendOptions.at(Priority.CRITICAL));
            }
        });
        ActorRef<C> ref = context.spawn(name, reporting, spec.options());
        children.put(name, new Child(ref, spec.priority()));
        context.watch(ref, how -> new SupervisorMessage.ChildEnded(name, how));
        return ref;
    }

    private static boolean followsFromHere(Failure failure) {
        return failure instanceof OperationalFailure.SiblingFailed
                || failure instanceof OperationalFailure.RestartRequested;
    }

    /** A child that has not ended. */
    private Optional<Child> living(String name) {
        return Optional.ofNullable(children.get(name)).filter(child -> child.ref.state() != LifecycleState.STOPPED);
    }

    private void childFailed(String name, Failure failure, ActorContext<SupervisorMessage> context) {
        failures++;
        Child failed = children.get(name);
        if (failed == null) {
            return;
        }
        failed.failures++;
        failed.lastFailure = failure;
        if (halted != null || failure.fatal()) {
            return;
        }
        Instant now = context.time().now();
        Decision decision = limit.decide(context.path().value(), failure, history, now, 0);
        if (decision instanceof Decision.Escalate || decision instanceof Decision.Abandon) {
            throw new GroupFailedException(failed.ref.path(), failure);
        }
        history = history.restarting(limit.window(), now, Duration.ZERO);
        for (String other : strategy.affected(List.copyOf(children.keySet()), name)) {
            living(other).ifPresent(sibling -> {
                groupRestarts++;
                context.restart(sibling.ref, new OperationalFailure.SiblingFailed(name));
            });
        }
    }

    private void halt(String reason, ActorContext<SupervisorMessage> context) {
        LOG.error("{} halts: {}", context.path(), reason);
        halted = reason;
        context.children().reversed().forEach(context::stop);
    }

    private SupervisorMessage.Status status(ActorContext<SupervisorMessage> context) {
        List<SupervisorMessage.ChildStatus> all = children.entrySet().stream()
                .map(entry -> {
                    Child child = entry.getValue();
                    return new SupervisorMessage.ChildStatus(
                            entry.getKey(),
                            child.ref.state(),
                            child.priority,
                            child.failures,
                            Optional.ofNullable(child.lastFailure));
                })
                .toList();
        return new SupervisorMessage.Status(context.path(), all, failures, groupRestarts, Optional.ofNullable(halted));
    }
}
